package org.courtbridge.signalling.sip.stack;

import gov.nist.javax.sip.stack.DatagramQueuedMessageDispatch;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.media.transport.ice.StunKeepAlive;
import org.jspecify.annotations.Nullable;

/** The queue between the UDP port and the stack's threads; what the {@link MessageFilter} does not pass never gets into it. */
final class UdpInbox extends LinkedBlockingQueue<DatagramQueuedMessageDispatch> {

    private static final long serialVersionUID = 1L;

    private static final Logger log = LogManager.getLogger(UdpInbox.class);

    private static final int CAPACITY = 10_000;

    private final transient MessageFilter screen;
    private final transient Sender sender;

    /** Sends a datagram from the port. */
    interface Sender {

        void send(DatagramPacket packet) throws IOException;
    }

    UdpInbox(MessageFilter screen, Sender sender) {
        super(CAPACITY);
        this.screen = screen;
        this.sender = sender;
    }

    /** On the port's own thread. */
    @Override
    public boolean offer(DatagramQueuedMessageDispatch dispatch) {
        DatagramPacket packet = dispatch.packet;
        InetSocketAddress source = new InetSocketAddress(packet.getAddress(), packet.getPort());
        if (!screen.admits(source)) {
            return true;
        }
        byte[] bytes = Arrays.copyOfRange(packet.getData(), start(packet), packet.getLength());
        if (bytes.length == 0) {
            return true; // keeps a NAT open; nobody waits for an answer over UDP
        }
        Optional<byte[]> probe = StunKeepAlive.answer(Arrays.copyOf(packet.getData(), packet.getLength()), source);
        if (probe.isPresent()) {
            screen.amplification().received(packet.getAddress(), AmplificationLimit.NO_CALL, packet.getLength());
            send(probe.get(), source);
            return true;
        }
        RawMessage message = RawMessage.read(bytes);
        screen.amplification()
                .received(
                        packet.getAddress(),
                        message.value("call-id").orElse(AmplificationLimit.NO_CALL),
                        packet.getLength());
        return switch (screen.judge(message, source, waited(dispatch))) {
            case MessageFilter.Outcome.Pass pass -> {
                packet.setData(pass.message());
                yield super.offer(dispatch);
            }
            case MessageFilter.Outcome.Answer answer -> {
                send(answer.response(), source);
                yield true;
            }
            case MessageFilter.Outcome.Drop drop -> true;
        };
    }

    @Override
    public DatagramQueuedMessageDispatch take() throws InterruptedException {
        return left(super.take());
    }

    @Override
    public @Nullable DatagramQueuedMessageDispatch poll(long timeout, TimeUnit unit) throws InterruptedException {
        DatagramQueuedMessageDispatch dispatch = super.poll(timeout, unit);
        return dispatch == null ? null : left(dispatch);
    }

    private DatagramQueuedMessageDispatch left(DatagramQueuedMessageDispatch dispatch) {
        screen.guard()
                .left(isEmpty() ? Duration.ZERO : between(dispatch.getReceptionTime(), System.currentTimeMillis()));
        return dispatch;
    }

    /** After empty lines and other fillers that go before a message (RFC 3261, section 7.5). */
    private static int start(DatagramPacket packet) {
        int at = 0;
        while (at < packet.getLength() && packet.getData()[at] >= 0 && packet.getData()[at] <= ' ') {
            at++;
        }
        return at;
    }

    private Duration waited(DatagramQueuedMessageDispatch dispatch) {
        DatagramQueuedMessageDispatch eldest = peek();
        return eldest == null ? Duration.ZERO : between(eldest.getReceptionTime(), dispatch.getReceptionTime());
    }

    /** Of two times by the clock, which may have been set back. */
    private static Duration between(long earlier, long later) {
        return Duration.ofMillis(Math.max(0, later - earlier));
    }

    private void send(byte[] response, InetSocketAddress to) {
        try {
            sender.send(new DatagramPacket(response, response.length, to));
        } catch (IOException e) {
            log.debug("cannot answer {}: {}", to, e.getMessage());
        }
    }
}
