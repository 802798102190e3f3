// Keys in the table of a week or a month: arrows from cell to cell, n and p to another one, g to a gap, ? for help.
"use strict";
(() => {
  const table = document.getElementById("rota"), help = document.getElementById("help");
  if (!table || !help) return;
  const byId = (id) => document.getElementById(id), off = byId("use-keys");
  const saved = () => { try { return localStorage.getItem("keys"); } catch { return null; } };
  off.checked = saved() !== "off";
  off.addEventListener("change", () => { try { localStorage.setItem("keys", off.checked ? "on" : "off"); } catch { /* for now */ } use(); });
  byId("keys").hidden = false;
  byId("keys").addEventListener("click", () => help.showModal());

  // One stop for Tab: the link that was in focus last.
  const links = [...table.querySelectorAll("a")];
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => [...cell.querySelectorAll("a")]));
  const stop = (link) => links.forEach((each) => { each.tabIndex = each === link || !off.checked ? 0 : -1; });
  const use = () => stop(links.find((each) => each.closest(".today")) || links[0]);
  use();
  table.addEventListener("focusin", (at) => { if (at.target.matches("a")) stop(at.target); });

  const place = () => {
    const cell = document.activeElement?.closest?.("#rota td, #rota th");
    return cell ? [[...table.tBodies[0].rows].indexOf(cell.parentElement), cell.cellIndex] : null;
  };
  const go = (link) => { if (link) { stop(link); link.focus(); } return Boolean(link); };
  const along = (by) => {
    const shown = links.filter((each) => each.offsetParent), at = shown.indexOf(document.activeElement);
    return go(at < 0 ? shown[0] : shown[at + by]);
  };
  const across = (by) => {
    const at = place();
    if (!at) return along(1);
    for (let row = at[0] + by; rows[row]; row += by) {
      const there = (rows[row][at[1]] || []).filter((each) => each.offsetParent);
      if (there.length) return go(there[0]);
    }
    return true;
  };
  const gap = () => {
    const all = [...table.querySelectorAll("[data-gap]")], at = all.indexOf(document.activeElement);
    return go(all[at + 1] || all[0]);
  };
  const follow = (id) => byId(id)?.click();
  const inside = (act) => () => (table.contains(document.activeElement) ? act() : false);
  const keys = {
    ArrowRight: inside(() => along(1)), ArrowLeft: inside(() => along(-1)),
    ArrowDown: inside(() => across(1)), ArrowUp: inside(() => across(-1)),
    n: () => follow("week-after"), p: () => follow("week-before"), g: gap, "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (pressed) => {
    const typing = pressed.target.closest("input, select, textarea, dialog");
    if (typing || !off.checked || pressed.ctrlKey || pressed.metaKey || pressed.altKey || !keys[pressed.key]) return;
    if (keys[pressed.key]() !== false) pressed.preventDefault();
  });
})();
