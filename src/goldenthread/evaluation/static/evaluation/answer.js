// Questions: skipping clears an answer, answering takes the skip back, and the gold line keeps count.
(() => {
  const form = document.querySelector("form[data-questions]");
  if (!form) return;
  const cards = [...form.querySelectorAll("[data-question]")];
  const seconds = form.dataset.seconds.split(" ").map(Number);
  const words = document.querySelector("[data-progress-words]");
  const line = document.querySelector("[data-progress]");
  const time = document.querySelector("[data-progress-time]");
  const boxes = (card) => [...card.querySelectorAll("input, textarea")].filter((box) => box.name !== "skip");
  const skip = (card) => card.querySelector("input[name=skip]");
  const isFilled = (box) => (box.matches("[type=radio], [type=checkbox]") ? box.checked : box.value.trim() !== "");
  const timeLeft = () => {
    const left = cards.reduce((sum, card, n) => sum + (card.classList.contains("done") ? 0 : seconds[n]), 0);
    const minutes = Math.max(1, Math.round(left / 60));
    return left ? `\u00a0about ${minutes} minute${minutes === 1 ? "" : "s"} left` : "";
  };
  const count = () => {
    for (const card of cards) {
      const skipped = skip(card).checked;
      card.classList.toggle("done", skipped || boxes(card).some(isFilled));
      card.classList.toggle("q--skipped", skipped);
    }
    const done = cards.filter((card) => card.classList.contains("done")).length;
    if (!form.matches(".steps-on")) words.textContent = `${done} of ${cards.length} done`;
    line.value = done;
    if (time) time.textContent = timeLeft();
  };
  form.addEventListener("input", (event) => {
    const card = event.target.closest("[data-question]");
    if (!card) return;
    if (event.target.name !== "skip") {
      if (isFilled(event.target)) skip(card).checked = false;
    } else if (event.target.checked) {
      for (const box of boxes(card)) {
        if (box.matches("[type=radio], [type=checkbox]")) box.checked = false;
        else box.value = "";
      }
    }
    count();
  });
  count();
})();
