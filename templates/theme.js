(() => {
const root = document.documentElement, key = "digest-theme";
const stored = (act) => { try { return act(localStorage); } catch { return null; } };
const show = (theme) => {
if (theme === "light" || theme === "dark") root.dataset.theme = theme; else delete root.dataset.theme;
const choice = document.getElementById("_theme");
if (choice) choice.value = root.dataset.theme ?? "";
};
const again = () => show(stored((kept) => kept.getItem(key)));
root.dataset.script = "";
again();
for (const event of ["DOMContentLoaded", "pageshow", "storage"]) addEventListener(event, again);
addEventListener("change", ({ target }) => {
if (target.id !== "_theme") return;
show(target.value);
stored((kept) => target.value ? kept.setItem(key, target.value) : kept.removeItem(key));
});
})();
