package org.courtbridge.signalling.sip.stack;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The UDP port of SIP, which holds answers to the {@link AmplificationLimit}, and the BYE that follows an answer that nobody
 * has acknowledged. Other requests are of our own accord, and are sent.
 */
final class MeteredSocket extends DatagramSocket {

    private static final Pattern CALL_ID = Pattern.compile("\r\nCall-ID:[ \t]*([^\r\n]*?)[ \t]*\r\n");

    /** STUN begins so (RFC 7983); we send its responses alone. */
    private static final int LARGEST_OF_STUN = 3;

    private final AmplificationLimit limit;

    MeteredSocket(int port, InetAddress address, AmplificationLimit limit) throws SocketException {
        super(port, address);
        this.limit = limit;
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
        if (limit.isUnlimited(packet.getAddress()) || maySend(packet)) {
            super.send(packet);
        }
    }

    private boolean maySend(DatagramPacket packet) {
        String text = new String(packet.getData(), packet.getOffset(), packet.getLength(), StandardCharsets.ISO_8859_1);
        boolean isMessage = text.startsWith("SIP/") || text.startsWith("BYE ");
        boolean isStun = !text.isEmpty() && text.charAt(0) <= LARGEST_OF_STUN;
        if (!isMessage && !isStun) {
            return true;
        }
        Matcher callId = CALL_ID.matcher(text);
        return limit.maySend(
                packet.getAddress(),
                isMessage && callId.find() ? callId.group(1) : AmplificationLimit.NO_CALL,
                packet.getLength());
    }
}
