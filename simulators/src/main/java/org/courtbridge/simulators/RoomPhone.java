package org.courtbridge.simulators;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.signalling.sdp.SdpException;
import org.jspecify.annotations.Nullable;

/**
 * The room's conduct on a telephone that speaks SIP: stays registered, takes calls, and dials the hearing again and again until it is
 * in it. A call without media is hung up, since a gateway that was restarted knows nothing of it.
 *
 * <p>One thread with a mailbox; the SIP stack's callbacks only put into it.
 */
final class RoomPhone implements RoomLine {

    private static final Logger LOG = LogManager.getLogger(RoomPhone.class);

    private static final Duration REGISTER_EVERY = Duration.ofSeconds(20);

    /** For the answer to a REGISTER; then it is sent again. */
    private static final Duration LONGEST_REGISTERING = Duration.ofSeconds(40);

    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);

    /** Event in the phone's mailbox. */
    sealed interface Event {}

    record Asked(Request request, ServerTransaction transaction) implements Event {}

    record Acknowledged(Request request) implements Event {}

    record Replied(Response response, ClientTransaction transaction, Optional<Dialog> dialog) implements Event {}

    record Unanswered(ClientTransaction transaction) implements Event {}

    record Closing() implements Event {}

    /** A call from its INVITE to its end. */
    private static final class Call {
        final RoomMedia media;
        final long begun = System.nanoTime();

        @Nullable
        Dialog dialog;

        boolean established;
        boolean offerWasOurs;

        Call(RoomMedia media) {
            this.media = media;
        }
    }

    /**
     * The room's way with calls.
     *
     * @param number the hearing to dial; empty to wait for calls
     * @param mediaTimeout without sound for so long it hangs up
     * @param encrypts whether it speaks SRTP where the gateway does
     */
    record Conduct(Optional<String> number, Duration mediaTimeout, boolean encrypts) {}

    private final InetAddress local;
    private final String user;
    private final Conduct conduct;
    private final RoomSources sources;
    private final RoomStack stack;
    private final BlockingQueue<Event> mailbox = new LinkedBlockingQueue<>();
    private final Thread thread;

    private @Nullable Call call;
    private boolean registered;
    private final Backoff registering = new Backoff(System.nanoTime());
    private final Backoff dialling = new Backoff(System.nanoTime());
    private volatile State state = State.UNREGISTERED;
    private volatile @Nullable RoomMedia media;

    /**
     * @param server the gateway's SIP address over UDP
     * @param local where the room listens; port 0 for any free one
     * @param sources in each call
     */
    RoomPhone(
            InetSocketAddress server,
            InetSocketAddress local,
            String user,
            String password,
            Conduct conduct,
            RoomSources sources)
            throws SipException, IOException {
        this.local = local.getAddress();
        this.user = user;
        this.conduct = conduct;
        this.sources = sources;
        stack = new RoomStack(server, local, user, password, mailbox::add);
        thread = Thread.ofVirtual().name("room-phone").unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Optional<RoomDevices> devices() {
        return Optional.ofNullable(media).map(RoomMedia::devices);
    }

    private void run() {
        boolean leaving = false;
        long leaveBy = Long.MAX_VALUE;
        while (!leaving || stack.awaitsAnswers() && System.nanoTime() - leaveBy < 0) {
            try {
                Event event = mailbox.poll(200, TimeUnit.MILLISECONDS);
                if (event instanceof Closing) {
                    leaving = true;
                    leaveBy = System.nanoTime() + LONGEST_GOODBYE.toNanos();
                }
                if (event != null) {
                    handle(event);
                }
                if (!leaving) {
                    keepUp();
                    state = stateNow();
                }
            } catch (SipException | ParseException | InvalidArgumentException | IOException | SdpException e) {
                LOG.warn("{}", e.toString());
                endCall();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void handle(Event event) throws SipException, ParseException, InvalidArgumentException, IOException {
        switch (event) {
            case Asked asked -> answer(asked);
            case Acknowledged acknowledged -> acknowledged(acknowledged.request());
            case Replied replied -> replied(replied);
            case Unanswered unanswered -> {
                stack.answered(unanswered.transaction());
                failed(unanswered.transaction().getRequest().getMethod(), "no reply");
            }
            case Closing closing -> goodbye();
        }
    }

    private State stateNow() {
        Call current = call;
        if (current != null) {
            return current.established ? State.IN_CALL : State.CALLING;
        }
        return registered ? State.REGISTERED : State.UNREGISTERED;
    }

    /** Whatever is due by now. */
    private void keepUp() throws SipException, ParseException, InvalidArgumentException, IOException {
        long now = System.nanoTime();
        Call current = call;
        if (registering.isDue(now)) {
            registering.dueAt(now + LONGEST_REGISTERING.toNanos());
            stack.register();
        }
        if (current == null && conduct.number().isPresent() && registered && dialling.isDue(now)) {
            dial(conduct.number().get());
        }
        if (current != null
                && current.established
                && silence(current, now) > conduct.mediaTimeout().toNanos()) {
            LOG.info("no media for {} s: hanging up", conduct.mediaTimeout().toSeconds());
            hangUp(current);
            // The gateway may have forgotten our registration with the call, or be down; first see that it is there.
            registered = false;
            registering.dueAt(now);
        }
    }

    private static long silence(Call current, long now) {
        long heard = current.media.devices().sound().lastReceived().orElse(current.begun);
        return now - Math.max(heard, current.begun);
    }

    private void dial(String hearing) throws SipException, ParseException, InvalidArgumentException, IOException {
        Call dialled = new Call(RoomMedia.open(local, user, sources, conduct.encrypts()));
        call = dialled;
        dialled.offerWasOurs = true;
        stack.invite(hearing, dialled.media.offer());
    }

    private void answer(Asked asked) throws SipException, ParseException, InvalidArgumentException, IOException {
        Request request = asked.request();
        switch (request.getMethod()) {
            case Request.INVITE -> invited(asked);
            case Request.BYE -> {
                stack.respond(asked.transaction(), Response.OK);
                if (ofCall(asked.transaction())) {
                    endCall();
                }
            }
            case Request.INFO -> {
                boolean wantsKeyframe = text(request).contains("picture_fast_update");
                Call current = call;
                if (wantsKeyframe && current != null) {
                    current.media.devices().picture().wantKeyframe();
                }
                stack.respond(asked.transaction(), wantsKeyframe ? Response.OK : Response.UNSUPPORTED_MEDIA_TYPE);
            }
            // The call itself was answered at once, so there is nothing left to cancel.
            case Request.OPTIONS, Request.CANCEL -> stack.respond(asked.transaction(), Response.OK);
            default -> stack.respond(asked.transaction(), Response.METHOD_NOT_ALLOWED);
        }
    }

    private void invited(Asked asked) throws SipException, ParseException, InvalidArgumentException, IOException {
        Call current = call;
        boolean again = current != null && ofCall(asked.transaction());
        if (current != null && !again) {
            stack.respond(asked.transaction(), Response.BUSY_HERE);
            return;
        }
        Call answered = current == null ? new Call(RoomMedia.open(local, user, sources, conduct.encrypts())) : current;
        call = answered;
        answered.dialog = asked.transaction().getDialog();
        String offer = text(asked.request());
        answered.offerWasOurs = offer.isBlank();
        Optional<String> description =
                offer.isBlank() ? Optional.of(answered.media.offer()) : answered.media.answer(offer);
        if (description.isEmpty()) {
            stack.respond(asked.transaction(), Response.NOT_ACCEPTABLE_HERE);
            if (!again) {
                endCall();
            }
            return;
        }
        stack.accept(asked.transaction(), description.get());
        established(answered);
    }

    private void acknowledged(Request request) {
        Call current = call;
        String body = text(request);
        if (current != null && current.offerWasOurs && !body.isBlank()) {
            current.media.accepted(body);
        }
    }

    private void replied(Replied replied) throws SipException, ParseException, InvalidArgumentException {
        Response response = replied.response();
        int status = response.getStatusCode();
        CSeqHeader sequence = (CSeqHeader) response.getHeader(CSeqHeader.NAME);
        String method = sequence.getMethod();
        if (status < 200) {
            return;
        }
        stack.answered(replied.transaction());
        if ((status == 401 || status == 407)
                && stack.authenticate(response, replied.transaction().getRequest())) {
            return;
        }
        if (status >= 300) {
            failed(method, status + " " + response.getReasonPhrase());
        } else if (method.equals(Request.REGISTER)) {
            registered = true;
            registering.succeeded();
            registering.dueAt(System.nanoTime() + REGISTER_EVERY.toNanos());
        } else if (method.equals(Request.INVITE)) {
            Dialog dialog = replied.dialog().orElseThrow(() -> new SipException("200 outside of any dialog"));
            stack.acknowledge(dialog, sequence.getSeqNumber());
            Call current = call;
            if (current == null) {
                stack.bye(dialog);
            } else {
                current.dialog = dialog;
                current.media.accepted(text(response));
                established(current);
            }
        }
    }

    private void established(Call current) {
        current.established = true;
        media = current.media;
        dialling.succeeded();
    }

    private void failed(String method, String reason) {
        LOG.info("{}: {}", method, reason);
        if (method.equals(Request.REGISTER)) {
            registered = false;
            registering.failed(System.nanoTime());
        } else if (method.equals(Request.INVITE)) {
            endCall();
        }
    }

    private boolean ofCall(ServerTransaction transaction) {
        Call current = call;
        return current != null && current.dialog != null && current.dialog.equals(transaction.getDialog());
    }

    private void hangUp(Call current) throws SipException {
        Dialog dialog = current.dialog;
        endCall();
        if (dialog != null && dialog.getState() == DialogState.CONFIRMED) {
            stack.bye(dialog);
        }
    }

    /** Frees the call's media, and dials again after a while. */
    private void endCall() {
        Call ended = call;
        call = null;
        media = null;
        if (ended != null) {
            ended.media.close();
            dialling.failed(System.nanoTime());
        }
        state = stateNow();
    }

    private void goodbye() throws SipException, ParseException, InvalidArgumentException {
        Call current = call;
        if (current != null) {
            hangUp(current);
        }
        if (registered) {
            stack.unregister();
        }
    }

    private static String text(Message message) {
        byte[] content = message.getRawContent();
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws InterruptedException {
        mailbox.add(new Closing());
        thread.join(LONGEST_GOODBYE.plusSeconds(1));
        stack.close();
    }
}
