// Progressive help only: every page works without this file.

document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) {
        return;
    }
    navigator.clipboard.writeText(button.dataset.copy).then(() => {
        const words = button.textContent;
        button.textContent = button.dataset.copied;
        setTimeout(() => { button.textContent = words; }, 2000);
    });
});

// A dangerous step asks first.
document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.ask;
    if (question && !window.confirm(question)) {
        event.preventDefault();
        event.stopImmediatePropagation();
    }
}, true);

// In a calendar, arrow keys go from link to link as the Tab key does, and from row to row.
function middle(element) {
    const box = element.getBoundingClientRect();
    return box.left + box.width / 2;
}

function neighbour(link, key) {
    const row = link.closest("tr");
    if (key === "ArrowLeft" || key === "ArrowRight") {
        const links = [...row.querySelectorAll("a")];
        return links[links.indexOf(link) + (key === "ArrowLeft" ? -1 : 1)];
    }
    const other = key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
    return [...(other?.querySelectorAll("td a") ?? [])]
        .sort((a, b) => Math.abs(middle(a) - middle(link)) - Math.abs(middle(b) - middle(link)))[0];
}

document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.("table[data-arrows] tbody a");
    if (link && event.key.startsWith("Arrow") && !event.ctrlKey && !event.altKey && !event.metaKey) {
        const next = neighbour(link, event.key);
        if (next) {
            event.preventDefault();
            next.focus();
        }
    }
});

// A file that is chosen is put where it could be pasted.
document.querySelectorAll("label.scripted").forEach((label) => { label.hidden = false; });
document.addEventListener("change", (event) => {
    const into = event.target.dataset?.into;
    const file = event.target.files?.[0];
    if (into && file) {
        file.text().then((text) => { document.getElementById(into).value = text; });
        document.getElementById("format").value = file.name.toLowerCase().endsWith(".json") ? "JSON" : "CSV";
    }
});

// What was unfolded stays unfolded, and what was chosen stays chosen, when the live part is replaced.
let unfolded = [];
let chosen = [];
document.addEventListener("htmx:beforeSwap", () => {
    unfolded = [...document.querySelectorAll("details[id][open]")].map((details) => details.id);
    chosen = [...document.querySelectorAll("#live select[id]")]
        .filter((select) => !isLayout(select) || isUnapplied(select))
        .map((select) => [select.id, select.value]);
});
document.addEventListener("htmx:afterSwap", () => {
    unfolded.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    chosen.forEach(([id, value]) => {
        const select = document.getElementById(id);
        if (select) {
            select.value = value;
            showUnapplied(select);
        }
    });
});

function isLayout(select) {
    return select.form.matches(".picture");
}

function isUnapplied(select) {
    return !select.selectedOptions[0]?.defaultSelected;
}

// A choice takes effect with its button, which says so while it has not.
function showUnapplied(select) {
    if (isLayout(select)) {
        select.form.classList.toggle("unapplied", isUnapplied(select));
    }
}

document.addEventListener("change", (event) => {
    if (event.target.matches("#live select")) {
        showUnapplied(event.target);
    }
});

// A list that somebody is choosing from must not close by itself: news waits until they have left it, or a while.
const CHOOSING_MS = 15000;
let chooses = -CHOOSING_MS;
for (const type of ["focusin", "pointerdown", "keydown"]) {
    document.addEventListener(type, (event) => {
        if (event.target.matches?.("#live select")) {
            chooses = performance.now();
        }
    });
}
document.addEventListener("htmx:beforeRequest", (event) => {
    const isNews = event.detail.elt.id === "live";
    if (isNews && document.activeElement?.matches("#live select") && performance.now() - chooses < CHOOSING_MS) {
        event.preventDefault();
    }
});

// A camera moves while a button, or its key, is held. The gateway stops it by itself when it is not asked again.
const AGAIN = 4000;
const TAP = 400;
let holding = null;

function order(form, step) {
    const fields = new URLSearchParams(new FormData(form));
    fields.set("step", step);
    return fetch(form.action, { method: "POST", body: fields, headers: { "HX-Request": "true" } })
        .then((answer) => answer.ok, () => false)
        .then((taken) => {
            const status = document.getElementById(form.parentElement.id)?.querySelector("[role=status]");
            if (status) {
                status.hidden = taken;
                status.textContent = taken ? "" : form.dataset.failed;
            }
        });
}

function hold(button) {
    release();
    const form = button.form;
    const step = button.value;
    order(form, step);
    holding = { form, timer: setInterval(() => order(form, step), AGAIN) };
}

function release() {
    if (holding) {
        clearInterval(holding.timer);
        order(holding.form, "STOP");
        holding = null;
    }
}

function held(event) {
    return event.target instanceof Element ? event.target.closest("[data-hold]") : null;
}

document.addEventListener("pointerdown", (event) => {
    const button = held(event);
    if (button && event.button === 0) {
        hold(button);
    }
});
// The button itself may be replaced while it is held: the whole page hears that it is let go.
["pointerup", "pointercancel"].forEach((kind) => document.addEventListener(kind, release));
["blur", "pagehide"].forEach((kind) => window.addEventListener(kind, release));
document.addEventListener("contextmenu", (event) => {
    if (held(event)) {
        event.preventDefault();
    }
});

document.addEventListener("keydown", (event) => {
    const button = held(event);
    if (!button || (event.key !== " " && event.key !== "Enter")) {
        return;
    }
    event.preventDefault();
    if (!event.repeat) {
        hold(button);
    }
});
document.addEventListener("keyup", (event) => {
    if (event.key === " " || event.key === "Enter") {
        if (holding) {
            event.preventDefault();
        }
        release();
    }
});

document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("camera" in form.dataset) || event.defaultPrevented) {
        return;
    }
    event.preventDefault();
    const button = event.submitter;
    if (!button || !("hold" in button.dataset)) {
        order(form, button?.value ?? "STOP");
    }
});

// Whoever presses without a pointer or a key, as a screen reader does, moves the camera a little.
document.addEventListener("click", (event) => {
    const button = held(event);
    if (button && event.detail === 0) {
        hold(button);
        setTimeout(release, TAP);
    }
});

// Something happened in the hearing, or with the tests, on this page: bring its live part up to date at once, not at
// the next poll.
const live = document.querySelector("[data-hearing], [data-tests]");
let pause = 1000;
let heard = false;

// What the gateway closes with it was opened in a session that is over. The next poll has the page ask to sign in.
const SIGNED_OUT = 4401;

// A hundred rooms that are tested at once make a board no busier than this.
const BOARD_MS = 1000;
let shown = 0;
let due = 0;

function show() {
    due = 0;
    shown = Date.now();
    live.dispatchEvent(new Event("hearing-changed"));
}

function changed() {
    if (!("tests" in live.dataset)) {
        show();
    } else if (!due) {
        due = setTimeout(show, Math.max(0, shown + BOARD_MS - Date.now()));
    }
}

function listen() {
    const scheme = location.protocol === "https:" ? "wss://" : "ws://";
    const wish = new URLSearchParams();
    if (live.dataset.hearing) {
        wish.set("hearing", live.dataset.hearing);
    }
    if ("tests" in live.dataset) {
        wish.set("of", "tests");
    }
    const socket = new WebSocket(scheme + location.host + "/api/v1/events?" + wish);
    socket.addEventListener("open", () => {
        pause = 1000;
        if (heard) {
            changed();
        }
        heard = true;
    });
    socket.addEventListener("message", changed);
    socket.addEventListener("close", (event) => {
        if (event.code !== SIGNED_OUT) {
            setTimeout(listen, pause);
            pause = Math.min(pause * 2, 30000);
        }
    });
}

if (live) {
    listen();
}

// A small picture is asked for as long as somebody looks at the page, and by nobody else.
const THUMBNAIL_MS = 3000;

function thumbnail(image) {
    fetch(image.dataset.thumbnail)
        .then((answer) => (answer.status === 200 ? answer.blob() : null), () => null)
        .then((picture) => {
            URL.revokeObjectURL(image.src);
            image.hidden = !picture;
            image.src = picture ? URL.createObjectURL(picture) : "";
        });
}

function thumbnails() {
    if (document.visibilityState === "visible") {
        document.querySelectorAll("img[data-thumbnail]").forEach(thumbnail);
    }
}

setInterval(thumbnails, THUMBNAIL_MS);
thumbnails();
