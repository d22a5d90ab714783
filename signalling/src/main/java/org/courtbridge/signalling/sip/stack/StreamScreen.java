package org.courtbridge.signalling.sip.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Cuts one connection's octets into messages, and screens them on their way to the stack. */
final class StreamScreen {

    private final StreamFramer framer = new StreamFramer();
    private final MessageFilter screen;
    private final InetSocketAddress source;
    private final Way in;
    private final Way out;
    private boolean broken;

    /** Takes whole messages, to the stack or to the peer. */
    interface Way {

        void take(byte[] message) throws Exception;
    }

    StreamScreen(MessageFilter screen, InetAddress address, int port, Way in, Way out) {
        this.screen = screen;
        this.source = new InetSocketAddress(address, Math.max(0, port));
        this.in = in;
        this.out = out;
    }

    /** @throws IOException if the connection is of no use any more */
    void read(byte[] bytes) throws Exception {
        if (broken) {
            throw new IOException("nothing can be read after a message without end");
        }
        for (StreamFramer.Piece piece : framer.add(bytes)) {
            switch (piece) {
                case StreamFramer.Piece.Message message -> judge(message.message());
                case StreamFramer.Piece.Ping ping -> out.take(new byte[] {'\r', '\n'});
                case StreamFramer.Piece.Broken end -> {
                    broken = true;
                    judge(end.header());
                }
            }
        }
    }

    private void judge(RawMessage message) throws Exception {
        switch (screen.judgeConnected(message, source)) {
            case MessageFilter.Outcome.Pass pass -> in.take(pass.message());
            case MessageFilter.Outcome.Answer answer -> out.take(answer.response());
            case MessageFilter.Outcome.Drop drop -> {
                // Counted by the screen.
            }
        }
    }
}
