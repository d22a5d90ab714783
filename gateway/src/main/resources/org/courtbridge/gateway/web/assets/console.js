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

// What was unfolded stays unfolded when the live part is replaced.
let unfolded = [];
document.addEventListener("htmx:beforeSwap", () => {
    unfolded = [...document.querySelectorAll("details[id][open]")].map((details) => details.id);
});
document.addEventListener("htmx:afterSwap", () => {
    unfolded.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
});

// Something happened in the hearing on this page: bring its live part up to date at once, not at the next poll.
const live = document.querySelector("[data-hearing]");
let pause = 1000;
let heard = false;

function listen() {
    const scheme = location.protocol === "https:" ? "wss://" : "ws://";
    const hearing = "?hearing=" + encodeURIComponent(live.dataset.hearing);
    const socket = new WebSocket(scheme + location.host + "/api/v1/events" + hearing);
    socket.addEventListener("open", () => {
        pause = 1000;
        if (heard) {
            live.dispatchEvent(new Event("hearing-changed"));
        }
        heard = true;
    });
    socket.addEventListener("message", () => live.dispatchEvent(new Event("hearing-changed")));
    socket.addEventListener("close", () => {
        setTimeout(listen, pause);
        pause = Math.min(pause * 2, 30000);
    });
}

if (live) {
    listen();
}
