(() => {
const root = document.documentElement, key = "digest-theme";
const show = (theme) => {
root.dataset.theme = theme;
(document.getElementById("_theme") ?? {}).value = theme;
};
const again = () => { try { show(localStorage.getItem(key) ?? ""); } catch { show(""); } };
again();
for (const event of ["DOMContentLoaded", "pageshow", "storage"]) addEventListener(event, again);
addEventListener("change", ({ target: { id, value } }) => {
if (id !== "_theme") return;
show(value);
try { localStorage.setItem(key, value); } catch {}
});
})();
