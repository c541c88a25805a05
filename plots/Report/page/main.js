(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  Theme.start();
  Tip.start();
  if (!data) return;
  Legend.start(data.strategies);
  startCharts(data);
  Chart.start();
  if (data.end > 0 && data.strategies.some(s => s.map)) {
    document.getElementById("map").hidden = false;
    window.fragsim = { player: new Player(document.getElementById("player"), data) };
  }
  // What was drawn on canvases before the font was there is drawn again with it.
  document.fonts.ready.then(Theme.changed);
  window.fragsim = { ...window.fragsim, charts: Chart.all, drawnMs: performance.now() };
})();
