package org.courtbridge.signalling.h323;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.TpktDecoder;

/** A room whose system cannot read what later versions say of security, and is busy for whoever says nothing of it. */
final class OldRoom implements AutoCloseable {

    private final ServerSocket server;
    private final Optional<ReleaseReason> end;
    private final List<SignallingBody.Setup> setups = new CopyOnWriteArrayList<>();

    /** @param end what it says to a Setup that it cannot read; empty if it closes the connection */
    OldRoom(Optional<ReleaseReason> end) throws IOException {
        this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.end = end;
        Thread.ofVirtual().start(this::serve);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** All that came. */
    List<SignallingBody.Setup> setups() {
        return setups;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket call = server.accept()) {
                answer(call);
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private void answer(Socket call) throws IOException {
        TpktDecoder decoder = new TpktDecoder(TpktDecoder.MAX_CONTENTS);
        InputStream in = call.getInputStream();
        int before = setups.size();
        byte[] buffer = new byte[1 << 14];
        for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
            decoder.take(buffer, 0, count, contents -> take(call, contents));
            if (setups.size() > before) {
                return;
            }
        }
    }

    private void take(Socket call, byte[] contents) {
        SignallingMessage message = SignallingMessage.of(Q931Message.decode(contents));
        SignallingBody.Setup setup = (SignallingBody.Setup) message.body();
        setups.add(setup);
        boolean unread = !setup.admitted().details().tokens().isEmpty();
        Optional<ReleaseReason> said = unread ? end : Optional.of(ReleaseReason.BUSY);
        said.map(reason -> SignallingMessage.ofBody(
                        message.reference().reversed(),
                        new SignallingBody.Release(setup.identity().callIdentifier(), reason),
                        Optional.empty()))
                .ifPresent(release ->
                        send(call, TpktDecoder.packet(release.toMessage().encode())));
    }

    private static void send(Socket call, byte[] packet) {
        try {
            call.getOutputStream().write(packet);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
