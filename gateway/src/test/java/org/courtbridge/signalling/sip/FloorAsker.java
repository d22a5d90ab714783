package org.courtbridge.signalling.sip;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.courtbridge.signalling.bfcp.BfcpAttribute;
import org.courtbridge.signalling.bfcp.BfcpMessage;
import org.courtbridge.signalling.bfcp.Primitive.Known;
import org.courtbridge.signalling.sdp.FloorControlLine;
import org.courtbridge.signalling.sdp.MediaDescription;

/** A room that asks for the floor of a line that it was answered, over UDP. */
public final class FloorAsker implements AutoCloseable {

    private final DatagramSocket socket;
    private final FloorControlLine line;
    private int transaction;

    public FloorAsker(MediaDescription answered) throws IOException {
        line = FloorControlLine.of(answered);
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(60_000);
        socket.connect(InetAddress.getLoopbackAddress(), answered.port());
    }

    private static BfcpAttribute id(int type, int value) {
        return new BfcpAttribute.Id(type, true, value);
    }

    public BfcpMessage request() throws IOException {
        send(
                Known.FLOOR_REQUEST,
                ++transaction,
                id(BfcpAttribute.FLOOR_ID, line.floors().getFirst().id()));
        return next();
    }

    public BfcpMessage release(int request) throws IOException {
        send(Known.FLOOR_RELEASE, ++transaction, id(BfcpAttribute.FLOOR_REQUEST_ID, request));
        return next();
    }

    private void send(Known primitive, int number, BfcpAttribute... attributes) throws IOException {
        ByteBuf out = Unpooled.buffer();
        new BfcpMessage(
                        2,
                        primitive == Known.FLOOR_REQUEST_STATUS_ACK,
                        primitive,
                        line.conference().orElseThrow(),
                        number,
                        line.user().orElseThrow(),
                        List.of(attributes))
                .write(out);
        byte[] bytes = ByteBufUtil.getBytes(out);
        socket.send(new DatagramPacket(bytes, bytes.length));
    }

    /** What is said to it next, acknowledged if that is wanted. */
    public BfcpMessage next() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        socket.receive(packet);
        BfcpMessage message = BfcpMessage.parse(Unpooled.wrappedBuffer(packet.getData(), 0, packet.getLength()));
        if (message.primitive() == Known.FLOOR_REQUEST_STATUS && !message.response()) {
            send(Known.FLOOR_REQUEST_STATUS_ACK, message.transaction());
        }
        return message;
    }

    /** As of RequestStatus; 0 if the message is of none. */
    public static int status(BfcpMessage message) {
        if (message.primitive() != Known.FLOOR_REQUEST_STATUS) {
            return 0;
        }
        BfcpAttribute.Group information =
                (BfcpAttribute.Group) message.attributes().getFirst();
        BfcpAttribute.Group overall =
                (BfcpAttribute.Group) information.members().getFirst();
        return ((BfcpAttribute.Status) overall.members().getFirst()).status();
    }

    public static int request(BfcpMessage message) {
        return ((BfcpAttribute.Group) message.attributes().getFirst()).id();
    }

    @Override
    public void close() {
        socket.close();
    }
}
