// The reader works without this file. It adds: keys, saving without a page
// load, a theme switch that knows the device's own theme, word of new stories.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const root = document.documentElement;

  // Theme
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const shown = () => {
    const kept = root.dataset.theme;
    return kept === "auto" ? (dark.matches ? "dark" : "light") : kept;
  };
  const post = (form) =>
    fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { accept: "application/json" },
    });
  const theme = $("form.theme");
  theme.addEventListener("submit", (event) => {
    event.preventDefault();
    const next = shown() === "dark" ? "light" : "dark";
    theme.elements.theme.value = next;
    root.dataset.theme = next;
    post(theme);
  });

  // Times: once the browser has said its zone, pages are made in it
  if ("zone" in root.dataset) {
    const cookie = `rawi_zone=${encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)}`;
    const said = () => document.cookie.split("; ").includes(cookie);
    if (!said()) {
      document.cookie = `${cookie}; path=/; max-age=31536000; samesite=lax`;
      if (said() && !cookie.endsWith(encodeURIComponent(root.dataset.zone))) location.reload();
    }
  }

  // Without a network: this device keeps what whoever reads here saved, and nobody else's
  const shelfOf = (person) => `rawi-saved-${person}`;
  const forget = async (but) => {
    const others = (n) => n.startsWith("rawi-saved-") && n !== but;
    await Promise.all((await caches.keys()).filter(others).map((n) => caches.delete(n)));
  };
  const LIST = "/saved/pages";
  const stock = async (now) => {
    if (!("person" in root.dataset) || !navigator.serviceWorker) return;
    const last = Number(sessionStorage.getItem("stocked"));
    if (!now && Date.now() - last < 600e3) return;
    const answer = await fetch(LIST).catch(() => null);
    if (!answer || !answer.ok) return;
    const list = answer.clone();
    const { person, pages } = await answer.json();
    const shelf = await caches.open(shelfOf(person));
    const before = await shelf.match(LIST, { ignoreVary: true });
    const had = before ? (await before.json()).pages : {};
    for (const path of Object.keys(had)) if (!(path in pages)) await shelf.delete(path, { ignoreVary: true });
    for (const [path, tag] of Object.entries(pages)) {
      if (had[path] === tag) continue;
      const page = await fetch(path, { headers: { "x-rawi-keep": "1" } });
      if (page.ok && !page.redirected) await shelf.put(path, page);
    }
    await shelf.put(LIST, list);
    sessionStorage.setItem("stocked", Date.now());
  };
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register("/sw.js").catch(() => {});
    if (navigator.onLine && !("offline" in root.dataset)) {
      const { person } = root.dataset;
      forget(person === undefined ? "" : shelfOf(person)).then(() => stock(location.pathname === "/saved"));
    }
    const leave = $("[data-sign-out]");
    if (leave) {
      leave.addEventListener("submit", async (event) => {
        event.preventDefault();
        await forget("");
        const worker = await navigator.serviceWorker.getRegistration().catch(() => null);
        const told = worker && worker.pushManager && (await worker.pushManager.getSubscription());
        if (told) await told.unsubscribe().catch(() => {});
        leave.submit();
      });
    }
  }

  // Notifications: the browser is asked, and what it gives goes to the server by the form
  const push = $("form[data-push]");
  if (push) {
    const button = $("button", push);
    const say = (what) => { $("[role=status]", push).textContent = push.dataset[what]; };
    const able = navigator.serviceWorker && "PushManager" in window && "Notification" in window;
    if (!window.isSecureContext) say("insecure");
    else if (!able) say("unable");
    else button.disabled = false;
    const key = () => {
      const text = atob(push.dataset.push.replace(/-/g, "+").replace(/_/g, "/"));
      return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    };
    const subscribed = async () => {
      await navigator.serviceWorker.register("/sw.js");
      const { pushManager } = await navigator.serviceWorker.ready;
      const how = { userVisibleOnly: true, applicationServerKey: key() };
      try {
        return await pushManager.subscribe(how);
      } catch (why) {
        // Subscribed with the key of another instance that was here before.
        const old = await pushManager.getSubscription();
        if (!old) throw why;
        await old.unsubscribe();
        return pushManager.subscribe(how);
      }
    };
    push.addEventListener("submit", async (event) => {
      event.preventDefault();
      if ((await Notification.requestPermission()) !== "granted") return say("denied");
      button.disabled = true;
      try {
        const { endpoint, keys } = (await subscribed()).toJSON();
        Object.entries({ endpoint, ...keys }).forEach(([n, v]) => { push.elements[n].value = v; });
        push.submit();
      } catch {
        say("failed");
        button.disabled = false;
      }
    });
  }

  // What somebody did is told to screen readers, and on the button that they pressed
  const said = $("[data-said]");
  const say = (what) => { said.textContent = said.dataset[what]; };
  const flash = (button, words) => {
    const before = button.textContent;
    button.textContent = words;
    setTimeout(() => { button.textContent = before; }, 2000);
  };

  // Saving
  const save = $("form[data-save]");
  if (save) {
    save.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await post(save).catch(() => say("toldOffline"));
      if (!answer) return flash($("button", save), said.dataset.toldOffline);
      if (!answer.ok) return save.submit();
      const { saved, label } = await answer.json();
      stock(true);
      save.elements.on.value = saved ? "" : "1";
      $("button", save).textContent = label;
    });
  }

  // Sharing: the device's own way, else the address is copied
  const copy = (button, text) =>
    navigator.clipboard.writeText(text).then(() => flash(button, button.dataset.done));
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", () => copy(button, button.dataset.copy));
  }
  const share = $("[data-share]");
  if (share) {
    share.hidden = !navigator.share && !navigator.clipboard;
    share.addEventListener("click", () => {
      if (!navigator.share) return copy(share, location.href);
      navigator.share({ title: share.dataset.share, url: location.href }).catch(() => {});
    });
  }

  // Keys
  const help = $("#help");
  const opener = $("[data-help]");
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
  const items = () => [...document.querySelectorAll("[data-item]")].filter((i) => $("[data-open]", i));
  let at = -1;
  const step = (by) => {
    const all = items();
    if (!all.length) return;
    at = Math.min(Math.max(at + by, 0), all.length - 1);
    const link = $("[data-open]", all[at]);
    link.focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "center" });
  };

  // Reading state
  const send = (scope, value, on) =>
    fetch("/read", {
      method: "POST",
      body: new URLSearchParams({ scope, value, on }),
      headers: { accept: "application/json" },
      keepalive: true,
    });
  const shownAs = (item, on) => {
    item.classList.toggle("is-read", on);
    const mark = $("[data-mark]", item);
    if (mark) mark.hidden = !on;
  };
  // Coming back, a browser shows a list as it was made: what was marked since is remembered here.
  const scope = (item) => item.dataset.scope ?? "story";
  const named = (item) => `${scope(item)}:${item.dataset.read}`;
  const since = () => JSON.parse(sessionStorage.getItem("marked") ?? "{}");
  const marked = (item, on) => {
    shownAs(item, on);
    sessionStorage.setItem("marked", JSON.stringify({ ...since(), [named(item)]: on }));
  };
  for (const press of ["click", "auxclick"]) {
    document.addEventListener(press, ({ target, button }) => {
      const link = button < 2 && target.closest?.("[data-open]");
      const item = link && link.closest("[data-read]");
      if (item) marked(item, true);
    });
  }
  const one = $("[data-mark-one]");
  const toggle = async (item) => {
    if (!item || !item.dataset.read) return one && one.requestSubmit();
    const on = !item.classList.contains("is-read");
    const answer = await send(scope(item), item.dataset.read, on ? "1" : "").catch(() => say("toldOffline"));
    if (!answer || !answer.ok) return;
    marked(item, on);
    say(on ? "toldRead" : "toldUnread");
  };
  const keep = async (item) => {
    const link = item && $("[data-open]", item);
    if (save || !link || !said || !/^\/(article|story)\/[^/]+$/.test(link.pathname)) return save && save.requestSubmit();
    const on = !("saved" in item.dataset);
    const answer = await fetch(`${link.pathname}/saved`, {
      method: "POST",
      body: new URLSearchParams({ on: on ? "1" : "" }),
      headers: { accept: "application/json" },
    }).catch(() => say("toldOffline"));
    if (!answer || !answer.ok) return;
    if (on) item.dataset.saved = "";
    else delete item.dataset.saved;
    say(on ? "toldSaved" : "toldUnsaved");
    stock(true);
  };
  const original = (item) => {
    const here = $(".original");
    const link = (item && item.dataset.original) || (here && here.href);
    if (!link || !/^https?:/.test(link)) return;
    window.open(link, "_blank", "noopener");
    if (!item || !item.dataset.read) return;
    marked(item, true);
    send(scope(item), item.dataset.read, "1");
  };
  if (root.dataset.scroll === "on") {
    const passed = new Set();
    const flush = () => {
      if (!passed.size) return;
      send("stories", [...passed].join("\n"), "1");
      passed.clear();
    };
    const watch = new IntersectionObserver((seen) => {
      for (const { target, isIntersecting, boundingClientRect } of seen) {
        if (isIntersecting || boundingClientRect.bottom > 0) continue;
        watch.unobserve(target);
        marked(target, true);
        passed.add(target.dataset.read);
      }
    });
    for (const item of document.querySelectorAll("[data-read]:not([data-scope], .is-read)")) watch.observe(item);
    setInterval(flush, 1000);
    addEventListener("pagehide", flush);
  }

  // New stories: asked for while the page is seen, ever more seldom while nothing comes
  const arrived = $("[data-arrivals]");
  if (arrived) {
    const [least, most] = [30e3, 600e3];
    let pause = least;
    let due = 0;
    const ask = async () => {
      if (document.hidden) return;
      clearTimeout(due);
      const answer = await fetch(arrived.dataset.arrivals).catch(() => null);
      if (answer && [401, 403].includes(answer.status)) return;
      const { words } = answer && answer.ok ? await answer.json() : {};
      if (words && arrived.textContent !== words) {
        const link = document.createElement("a");
        link.href = arrived.dataset.list;
        link.textContent = words;
        arrived.replaceChildren(link);
        pause = least;
      } else pause = Math.min(pause * 1.5, most);
      due = setTimeout(ask, pause);
    };
    due = setTimeout(ask, least);
    document.addEventListener("visibilitychange", () => document.hidden || ask());
  }

  // Coming back, j and k go on where they were.
  const where = "at:" + location.pathname + location.search;
  addEventListener("pagehide", () => sessionStorage.setItem(where, at));
  const [entry] = performance.getEntriesByType("navigation");
  if (entry && entry.type === "back_forward") {
    at = Number(sessionStorage.getItem(where) ?? -1);
    const told = since();
    for (const item of items()) if (named(item) in told) shownAs(item, told[named(item)]);
    const link = items()[at] && $("[data-open]", items()[at]);
    if (link) link.focus({ preventScroll: true });
  }
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    o: () => {
      const all = items();
      if (all[at]) $("[data-open]", all[at]).click();
    },
    s: () => keep(items()[at]),
    m: () => toggle(items()[at]),
    v: () => original(items()[at]),
    n: () => $("a[rel=next]") && $("a[rel=next]").click(),
    A: () => $("[data-mark-all]") && $("[data-mark-all]").requestSubmit(),
    h: () => location.assign("/"),
    "/": () => $("#q").focus(),
    "?": () => help.showModal(),
  };
  // On an Arabic keyboard the same keys carry other letters: go by place too.
  const places = { KeyJ: "j", KeyK: "k", KeyO: "o", KeyS: "s", KeyH: "h", KeyM: "m", KeyV: "v", KeyN: "n" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, select, textarea, dialog")) return;
    const key = event.key === "؟" ? "?" : event.key;
    const all = event.shiftKey && (key === "A" || event.code === "KeyA");
    const act = all ? keys.A : keys[key] || keys[places[event.code]];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest?.("[data-item]");
    if (item) at = items().indexOf(item);
  });
})();
