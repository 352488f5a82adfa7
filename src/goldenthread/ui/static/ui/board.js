// Small screens start with one cohort open. Without JavaScript all are open.
if (window.matchMedia("(max-width: 700px)").matches) {
  document.querySelectorAll("details.cohort").forEach((cohort) => {
    cohort.open = cohort.dataset.start === "open";
  });
}
