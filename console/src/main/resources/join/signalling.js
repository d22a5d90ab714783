// The WebSocket to the gateway. It comes back by itself: to the same leg while the gateway still has it.

const FIRST_WAIT = 250;
const NEW_NETWORK_WAIT = 50;
const LONGEST_WAIT = 2000;
const PING_EVERY = 8000;
const SILENCE = 20000;
const ANSWER_AFTER_CHANGE = 1500;
/** Milliseconds in which an answer must come when media have stopped: longer than a round trip, and much shorter than a conversation. */
const ANSWER_AFTER_SILENCE = 400;
/**
 * Milliseconds that an attempt to come back may take at first. One whose first packet was lost with the old network is repeated by the
 * system after 1, 3 and 7 s; another attempt is faster.
 */
const FIRST_ATTEMPT = 1500;
const LONGEST_ATTEMPT = 12000;
const UNKNOWN_TICKET = 4401;

/**
 * Events: "entered" (the ticket is said, and what follows it can be), "open" (detail: {resumed}; it was good), "message" (detail: the
 * message), "lost", and "refused" when neither ticket nor resume secret is good any more.
 */
export class Signalling extends EventTarget {
  #ticket = null;
  #test = false;
  #resume = null;
  #socket = null;
  #entered = false;
  #wait = FIRST_WAIT;
  #retry = 0;
  #pinging = 0;
  #heard = 0;
  #doubt = 0;
  #attempt = 0;
  #attemptTime = FIRST_ATTEMPT;
  #network = navigator.connection?.type;
  #over = false;

  /** Connects at once, and says nothing before there is a ticket. */
  constructor() {
    super();
    this.reconnectNow = this.reconnectNow.bind(this);
    this.networkChanged = this.networkChanged.bind(this);
    this.connectionChanged = this.connectionChanged.bind(this);
    window.addEventListener('online', this.networkChanged);
    navigator.connection?.addEventListener('change', this.connectionChanged);
    document.addEventListener('visibilitychange', this.reconnectNow);
    this.#connect();
  }

  /** Comes in by what the code word has brought. @param test whether for a test call, not to the hearing */
  enter(ticket, test) {
    this.#ticket = ticket;
    this.#test = test;
    if (this.#socket?.readyState === WebSocket.OPEN) this.#sayTicket();
  }

  /** Says something from the ticket on, be it answered yet or not. @returns whether it could be sent */
  send(message) {
    if (!this.#entered || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #sayTicket() {
    this.#entered = true;
    this.#socket.send(JSON.stringify({ type: 'enter', ticket: this.#ticket, test: this.#test }));
    this.dispatchEvent(new Event('entered'));
  }

  /** The phone is in another network: what leads through the one before is not waited for, even if it seems open. */
  networkChanged() {
    if (this.#over) return;
    this.#attemptTime = FIRST_ATTEMPT;
    if (this.#socket && this.#resume) this.#giveUp(this.#socket);
    this.reconnectNow();
    // The first attempts may come before the network has all that it needs.
    this.#wait = NEW_NETWORK_WAIT;
  }

  /** Another kind of network is another network; else it may only have become faster or slower. */
  connectionChanged() {
    const before = this.#network;
    this.#network = navigator.connection.type;
    if (this.#network !== before) this.networkChanged();
    else this.reconnectNow();
  }

  /** Media have stopped. If the gateway does not answer here either, the network is another one, and the page comes back by that. */
  suspect() {
    if (!this.#over && this.#socket) this.#doubtOf(this.#socket, ANSWER_AFTER_SILENCE);
  }

  /** The phone woke up or found a network: no reason to wait longer, nor to trust in the connection of before. */
  reconnectNow() {
    if (this.#over || document.hidden) return;
    if (this.#socket) {
      this.#doubtOf(this.#socket, ANSWER_AFTER_CHANGE);
      return;
    }
    this.#wait = FIRST_WAIT;
    clearTimeout(this.#retry);
    this.#connect();
  }

  close() {
    this.#over = true;
    clearTimeout(this.#retry);
    clearInterval(this.#pinging);
    clearTimeout(this.#doubt);
    clearTimeout(this.#attempt);
    window.removeEventListener('online', this.networkChanged);
    navigator.connection?.removeEventListener('change', this.connectionChanged);
    document.removeEventListener('visibilitychange', this.reconnectNow);
    this.#socket?.close();
  }

  #connect() {
    const resume = this.#resume;
    const query = resume ? `?resume=${encodeURIComponent(resume)}` : '';
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(`${scheme}//${location.host}/api/v1/join/socket${query}`);
    this.#socket = socket;
    this.#entered = resume !== null;
    this.#heard = Date.now();
    socket.onmessage = (event) => {
      this.#heard = Date.now();
      this.#received(JSON.parse(event.data));
    };
    clearTimeout(this.#attempt);
    if (resume) this.#limit(socket);
    socket.onopen = () => {
      clearTimeout(this.#attempt);
      if (this.#ticket && !resume) this.#sayTicket();
    };
    socket.onclose = (event) => this.#closed(socket, event.code);
    clearInterval(this.#pinging);
    this.#pinging = setInterval(() => {
      if (Date.now() - this.#heard > SILENCE) {
        this.#giveUp(socket);
      } else {
        this.send({ type: 'ping' });
      }
    }, PING_EVERY);
  }

  /** Gives an attempt up that takes too long, for another that may take longer. */
  #limit(socket) {
    this.#attempt = setTimeout(() => {
      this.#wait = NEW_NETWORK_WAIT;
      this.#giveUp(socket);
    }, this.#attemptTime);
    this.#attemptTime = Math.min(this.#attemptTime * 2, LONGEST_ATTEMPT);
  }

  /** Asks for a sign of life that has to come soon; not while the gateway looks at the ticket, which is good once. */
  #doubtOf(socket, patience) {
    const asked = Date.now();
    if (!this.#resume || !this.send({ type: 'ping' })) return;
    clearTimeout(this.#doubt);
    this.#doubt = setTimeout(() => {
      if (socket !== this.#socket || this.#heard >= asked) return;
      this.#wait = NEW_NETWORK_WAIT;
      this.#giveUp(socket);
    }, patience);
  }

  #giveUp(socket) {
    socket.onclose = null;
    socket.close();
    this.#closed(socket, 1006);
  }

  #received(message) {
    if (message.type === 'pong') return;
    if (message.type === 'welcome') {
      this.#resume = message.resume;
      this.#wait = FIRST_WAIT;
      this.#attemptTime = FIRST_ATTEMPT;
      this.dispatchEvent(new CustomEvent('open', { detail: message }));
    } else {
      this.dispatchEvent(new CustomEvent('message', { detail: message }));
    }
  }

  #closed(socket, code) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    clearInterval(this.#pinging);
    clearTimeout(this.#attempt);
    if (this.#over) return;
    if (code === UNKNOWN_TICKET) {
      this.close();
      this.dispatchEvent(new Event('refused'));
      return;
    }
    this.dispatchEvent(new Event('lost'));
    this.#retry = setTimeout(() => this.#connect(), this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
