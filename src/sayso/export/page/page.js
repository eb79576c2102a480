"use strict";
// Points from cards to words and back: hover and focus light up, a click or Enter goes there.
(() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const glide = () => (still.matches ? "auto" : "smooth");
  let lit = [];

  const report = (node) => node.closest(".report");
  const marksOf = (card) => report(card).querySelectorAll(`.m[data-refs~="${card.dataset.ref}"]`);
  const cardOf = (mark) => document.getElementById(mark.hash.slice(1));

  const dim = () => {
    for (const node of lit) node.classList.remove("lit");
    lit = [];
  };
  const light = (nodes) => {
    dim();
    lit = [...nodes];
    for (const node of lit) node.classList.add("lit");
  };

  // Only the pane of the text moves, never the page under the pointer.
  const reveal = (mark) => {
    const pane = mark.closest(".text");
    if (pane.scrollHeight <= pane.clientHeight) return;
    const box = mark.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    if (box.top >= frame.top && box.bottom <= frame.bottom) return;
    pane.scrollTo({ top: pane.scrollTop + box.top - frame.top - frame.height / 3, behavior: glide() });
  };

  const pointAt = (card) => {
    const marks = marksOf(card);
    light([card, ...marks]);
    if (marks.length) reveal(marks[0]);
  };

  const open = (card) => {
    const list = card.closest("details");
    if (list) list.open = true;
    card.scrollIntoView({ block: "nearest", behavior: glide() });
    card.focus({ preventScroll: true });
  };

  document.addEventListener("pointerover", (event) => {
    const card = event.target.closest("[data-ref]");
    if (card) return pointAt(card);
    const mark = event.target.closest(".m");
    const target = mark && cardOf(mark);
    return target ? light([target, ...marksOf(target)]) : dim();
  });
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-ref]");
    if (card) return pointAt(card);
    const mark = event.target.closest(".m");
    const target = mark && cardOf(mark);
    return target ? light([target, ...marksOf(target)]) : dim();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".m, .go");
    const card = link && cardOf(link);
    if (!card) return;
    event.preventDefault();
    open(card);
  });
  // From a card, Enter goes to its words and Escape back out of them.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-ref]")) {
      const mark = marksOf(event.target)[0];
      if (mark) mark.focus({ preventScroll: true });
    }
    if (event.key === "Escape") {
      const mark = event.target.closest(".m");
      const card = mark && cardOf(mark);
      if (card) open(card);
      else dim();
    }
  });
})();
