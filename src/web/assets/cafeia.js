/* What script adds to pages that work without it: "around me", sharing, and a map to drag.
 * Nothing is fetched, kept or followed. */
(() => {
  "use strict";
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const tell = (button) => {
    const place = document.getElementById(button.dataset.tell);
    return (key) => { place.textContent = button.dataset[key] || ""; };
  };

  /* The position is rounded to a hundredth of a degree, about one kilometre, before it leaves. */
  const around = (button) => {
    const say = tell(button);
    const round = (degrees) => degrees.toFixed(2);
    say("wait");
    navigator.geolocation.getCurrentPosition(
      ({ coords: c }) => location.assign(`${button.form.action}?pres=${round(c.latitude)},${round(c.longitude)}`),
      () => say("failed"),
      { maximumAge: 600000, timeout: 15000 });
  };

  /* Whoever closes the share sheet has changed their mind: nothing to say then. */
  const share = async (button) => {
    const say = tell(button);
    const text = document.getElementById(button.dataset.share).textContent.trim();
    try {
      if (navigator.share) {
        await navigator.share({ title: document.title, text });
      } else {
        await navigator.clipboard.writeText(text);
        say("done");
      }
    } catch (error) {
      if (error.name !== "AbortError") say("failed");
    }
  };

  /* Zoom and drag change the viewBox; the links of the map stay links. */
  const wander = (svg) => {
    const whole = svg.viewBox.baseVal;
    const home = [whole.x, whole.y, whole.width, whole.height];
    let view = home;
    const show = (x, y, width) => {
      const w = Math.min(home[2], Math.max(home[2] / 12, width));
      const h = w * home[3] / home[2];
      const within = (value, low, high) => Math.min(high, Math.max(low, value));
      view = [within(x, home[0], home[0] + home[2] - w), within(y, home[1], home[1] + home[3] - h), w, h];
      svg.setAttribute("viewBox", view.join(" "));
      svg.style.setProperty("touch-action", w < home[2] ? "none" : "pan-y");
    };
    const zoom = (factor, fx = .5, fy = .5) => {
      const w = Math.min(home[2], view[2] * factor);
      show(view[0] + (view[2] - w) * fx, view[1] + (view[3] - w * view[3] / view[2]) * fy, w);
    };
    let from = null, moved = false;
    svg.addEventListener("pointerdown", (e) => { from = { x: e.clientX, y: e.clientY, view }; moved = false; });
    window.addEventListener("pointerup", () => { from = null; });
    window.addEventListener("pointercancel", () => { from = null; });
    svg.addEventListener("pointermove", (e) => {
      if (!from || view[2] >= home[2]) return;
      const scale = view[2] / svg.clientWidth;
      const dx = e.clientX - from.x, dy = e.clientY - from.y;
      moved = moved || Math.hypot(dx, dy) > 6;
      if (moved) show(from.view[0] - dx * scale, from.view[1] - dy * scale, view[2]);
    });
    svg.addEventListener("dragstart", (e) => e.preventDefault());
    svg.addEventListener("click", (e) => { if (moved) e.preventDefault(); }, true);
    svg.addEventListener("wheel", (e) => {
      if (!e.ctrlKey) return;
      e.preventDefault();
      const box = svg.getBoundingClientRect();
      zoom(e.deltaY > 0 ? 1.25 : .8, (e.clientX - box.left) / box.width, (e.clientY - box.top) / box.height);
    }, { passive: false });
    each("[data-zoom]", (b) => b.addEventListener("click", () => zoom(Number(b.dataset.zoom))));
  };

  const reveal = (selector, able, act) => able && each(selector, (button) => {
    button.hidden = false;
    button.addEventListener("click", () => act(button));
  });
  reveal("[data-near]", navigator.geolocation, around);
  reveal("[data-share]", navigator.share || navigator.clipboard, share);
  reveal("[data-print]", window.print, () => window.print());
  each("svg[data-map]", (svg) => {
    wander(svg);
    each("[data-zoom]", (button) => { button.hidden = false; });
  });
})();
