// A paper as the page tells it: the ContextObject in its span, else its title and address.
import { address } from "./shelf.js";

export function record(place) {
  const heading = place.querySelector("h1, h2, h3");
  const link = heading.querySelector("a");
  const url = address(link?.href ?? location.origin + location.pathname);
  const said = new URLSearchParams(place.querySelector(".Z3988")?.title ?? "");
  const ids = said.getAll("rft_id");
  const id = (start) => ids.find((each) => each.startsWith(start))?.slice(start.length) ?? "";
  return {
    slug: /([^/]*)\.html$/.exec(url)[1],
    title: said.get("rft.atitle") ?? (link ?? heading).textContent,
    url,
    authors: said.getAll("rft.au"),
    year: (said.get("rft.date") ?? "").slice(0, 4),
    arxiv: id("https://arxiv.org/abs/"),
    doi: id("info:doi/"),
  };
}
