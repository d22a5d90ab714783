package org.courtbridge.codecs.h224;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A message between the client management entities of two terminals (ITU-T H.224, CME): which clients there are, and what each of
 * them can. What we do not know is kept with its octets.
 */
public sealed interface ManagementMessage {

    int CLIENT_LIST = 0x01;
    int EXTRA_CAPABILITIES = 0x02;
    /** The response code of a message; that of a command, which asks for the message, is {@link #COMMAND}. */
    int MESSAGE = 0x00;

    int COMMAND = 0xFF;

    /** The clients of the terminal, except the management itself. */
    record ClientList(List<Entry> clients) implements ManagementMessage {

        public ClientList {
            clients = List.copyOf(clients);
        }

        public boolean has(ClientId client) {
            return clients.stream().anyMatch(entry -> entry.client.equals(client));
        }
    }

    /** @param capable whether the client has extra capabilities, which it then tells in a message of their own */
    record Entry(ClientId client, boolean capable) {}

    /** Asks for the list. */
    record ClientListCommand() implements ManagementMessage {}

    /** The capabilities of a client, in its own encoding: {@link CameraCapabilities}, if the client is the camera's. */
    record ExtraCapabilities(ClientId client, ByteBuffer data) implements ManagementMessage {}

    /** Asks for what a client can. */
    record ExtraCapabilitiesCommand(ClientId client) implements ManagementMessage {}

    /** @param data everything after the two codes */
    record Unknown(int code, int response, ByteBuffer data) implements ManagementMessage {}

    /**
     * Reads the data of a frame for {@link ClientId#MANAGEMENT}.
     *
     * @throws org.courtbridge.codecs.rtp.MalformedPacketException if it ends before what it says it holds
     */
    static ManagementMessage parse(ByteBuffer data) {
        ByteBuf in = Unpooled.wrappedBuffer(data);
        ClientId.need(in, 2);
        int code = in.readUnsignedByte();
        int response = in.readUnsignedByte();
        if (code == CLIENT_LIST && response == MESSAGE) {
            return clientList(in);
        }
        if (code == CLIENT_LIST && response == COMMAND) {
            return new ClientListCommand();
        }
        if (code == EXTRA_CAPABILITIES && response == MESSAGE) {
            return new ExtraCapabilities(client(in), rest(in));
        }
        if (code == EXTRA_CAPABILITIES && response == COMMAND) {
            return new ExtraCapabilitiesCommand(client(in));
        }
        return new Unknown(code, response, rest(in));
    }

    private static ClientList clientList(ByteBuf in) {
        ClientId.need(in, 1);
        int count = in.readUnsignedByte();
        ClientId.need(in, count);
        List<Entry> clients = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ClientId.need(in, 1);
            int first = in.readUnsignedByte();
            clients.add(new Entry(ClientId.parse(first, in), first >= 0x80));
        }
        return new ClientList(clients);
    }

    private static ClientId client(ByteBuf in) {
        ClientId.need(in, 1);
        return ClientId.parse(in.readUnsignedByte(), in);
    }

    private static ByteBuffer rest(ByteBuf in) {
        return ByteBuffer.wrap(ByteBufUtil.getBytes(in)).asReadOnlyBuffer();
    }

    /** Appends the data of a frame. */
    default void write(ByteBuf out) {
        switch (this) {
            case ClientList list -> {
                out.writeByte(CLIENT_LIST).writeByte(MESSAGE).writeByte(list.clients.size());
                list.clients.forEach(entry -> entry.client.write(entry.capable ? 0x80 : 0, out));
            }
            case ClientListCommand command -> out.writeByte(CLIENT_LIST).writeByte(COMMAND);
            case ExtraCapabilities capabilities -> {
                out.writeByte(EXTRA_CAPABILITIES).writeByte(MESSAGE);
                capabilities.client.write(0x80, out);
                out.writeBytes(capabilities.data.duplicate());
            }
            case ExtraCapabilitiesCommand command -> {
                out.writeByte(EXTRA_CAPABILITIES).writeByte(COMMAND);
                command.client.write(0x80, out);
            }
            case Unknown unknown ->
                out.writeByte(unknown.code).writeByte(unknown.response).writeBytes(unknown.data.duplicate());
        }
    }

    /** The frame that carries it. */
    default H224Frame frame() {
        return H224Frame.of(ClientId.MANAGEMENT, this::write);
    }
}
