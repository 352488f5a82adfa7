// One question at a time, with the way back, the way on and the browser's own Back. Without JavaScript all of
// them stand on one page. Whoever goes on from an empty question has skipped it, which the last page shows.
(() => {
  const form = document.querySelector("form[data-questions][data-place]");
  if (!form) return;
  const cards = [...form.querySelectorAll("[data-question]")];
  const lists = [...form.querySelectorAll("ol.cards")];
  const named = (name) => document.querySelector(`[data-steps-${name}]`);
  const [before, begin, line, check, next, skip] = ["before", "begin", "line", "check", "next", "skip"].map(named);
  const words = document.querySelector("[data-progress-words]");
  const moves = form.querySelector("[data-steps]");
  const why = before.nextElementSibling;
  const title = document.title;
  const page = window.location.pathname + window.location.search;
  const last = cards.length - 1;
  let here = -1; // -1 is what is said before the first question
  let depth = window.history.state?.steps ?? 0;

  const indexIn = (hash) => {
    const found = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    return found ? cards.indexOf(found.closest("[data-question]")) : -1;
  };
  const isDone = (card) => card.classList.contains("done");
  const choices = () => {
    const isAllDone = cards.every(isDone);
    next.hidden = here === last;
    check.hidden = here !== last && !isAllDone;
    check.classList.toggle("nhsuk-button--secondary", here !== last);
    skip.hidden = cards[here].classList.contains("q--skipped");
  };
  const headTo = (heading) => {
    heading.tabIndex = -1;
    heading.setAttribute("aria-describedby", "progress-words");
    heading.focus({ preventScroll: true });
    const top = line.getBoundingClientRect().top;
    const foot = moves.getBoundingClientRect().bottom;
    if (top < 70 || foot > window.innerHeight) line.scrollIntoView({ block: "start", behavior: "instant" });
  };
  const show = (index, { isMoving = true } = {}) => {
    here = index;
    cards.forEach((card, n) => { card.hidden = n !== here; card.classList.toggle("now", n === here); });
    for (const list of lists) {
      const isHere = here >= 0 && list.contains(cards[here]);
      list.hidden = !isHere;
      if (list.previousElementSibling?.matches(".q-section")) list.previousElementSibling.hidden = !isHere;
    }
    before.hidden = here >= 0;
    begin.hidden = here >= 0;
    moves.hidden = here < 0;
    words.textContent = here < 0 ? `${cards.length} question${last ? "s" : ""}` : `Question ${here + 1} of ${cards.length}`;
    document.title = here < 0 ? title : `${words.textContent} – ${title}`;
    if (here >= 0) choices();
    if (isMoving) headTo(here < 0 ? before.querySelector("h2") : cards[here].querySelector(".q__ask"));
  };
  const go = (index) => {
    depth += 1;
    window.history.pushState({ steps: depth, at: index }, "", index < 0 ? page : `#${cards[index].id}`);
    show(index);
  };
  const skipHere = () => {
    const box = cards[here].querySelector("input[name=skip]");
    box.checked = true;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const settle = () => { if (!isDone(cards[here])) skipHere(); };
  const leave = () => (here === last ? form.requestSubmit(check) : go(here + 1));
  const goOn = () => { settle(); leave(); };
  const focusOn = (hash) => {
    const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (target && target.matches("input, textarea")) target.focus();
  };
  begin.querySelector("button").addEventListener("click", () => {
    why.open = false;
    go(0);
  });
  next.addEventListener("click", goOn);
  skip.addEventListener("click", () => { skipHere(); leave(); });
  check.addEventListener("click", settle);
  named("back").addEventListener("click", () => go(here - 1));
  form.addEventListener("input", () => { if (here >= 0) choices(); });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-question] input")) return;
    event.preventDefault();
    goOn();
  });
  window.addEventListener("popstate", (event) => {
    if (!form.isConnected) return; // the person has left this page
    if (event.state?.steps === undefined) {
      // Somewhere on this page, such as the support lines: the question stays.
      const index = indexIn(window.location.hash);
      depth += 1;
      window.history.replaceState({ steps: depth, at: index < 0 ? here : index }, "");
    } else depth = event.state.steps;
    // After the browser, which puts the focus where the address says.
    if (window.history.state.at !== here) window.setTimeout(() => show(window.history.state.at));
  });
  // What needs another look is linked from above; its question may be out of sight.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const index = link ? indexIn(link.hash) : -1;
    if (index < 0) return;
    event.preventDefault();
    event.stopPropagation();
    go(index);
    focusOn(link.hash);
  }, { capture: true });

  form.classList.add("steps-on");
  for (const name of ["go-on", "end"]) if (named(name)) named(name).hidden = true;
  for (const name of ["reach", "whole"]) named(name).hidden = false;
  const asked = indexIn(window.location.hash);
  const place = window.history.state?.at ?? (asked < 0 ? Number(form.dataset.place) : asked);
  window.history.replaceState({ steps: depth, at: place }, "");
  show(place, { isMoving: false });
  // The browser itself goes to a place named in the address; ours is the last word.
  if (asked >= 0) window.addEventListener("load", () => window.setTimeout(() => show(here)));
})();
