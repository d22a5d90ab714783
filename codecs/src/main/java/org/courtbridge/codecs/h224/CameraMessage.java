package org.courtbridge.codecs.h224;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A message of far-end camera control (ITU-T H.281). What we do not know is kept with its octets.
 *
 * <p>h323plus and what descends from it number the two messages about presets 7 and 8. These are the numbers 6 and 7 of
 * Wireshark's dissector and of manufacturers' stacks; 8 stays unknown here.
 */
public sealed interface CameraMessage {

    int START_ACTION = 1;
    int CONTINUE_ACTION = 2;
    int STOP_ACTION = 3;
    int SELECT_VIDEO_SOURCE = 4;
    int VIDEO_SOURCE_SWITCHED = 5;
    int STORE_AS_PRESET = 6;
    int ACTIVATE_PRESET = 7;

    /** Longest time that an action goes on without a further message. */
    Duration LONGEST_TIMEOUT = Duration.ofMillis(800);

    /** Unit of the timeout in a message. */
    Duration TIMEOUT_STEP = Duration.ofMillis(50);

    /** @param timeout how long to move if nothing more is heard: 50 to 800 ms, in steps of 50 */
    record StartAction(CameraMove move, Duration timeout) implements CameraMessage {

        public StartAction {
            if (timeout.compareTo(TIMEOUT_STEP) < 0
                    || timeout.compareTo(LONGEST_TIMEOUT) > 0
                    || timeout.toMillis() % TIMEOUT_STEP.toMillis() != 0) {
                throw new IllegalArgumentException(
                        "timeout: %s (expected: 50 to 800 ms in steps of 50)".formatted(timeout));
            }
        }
    }

    /** Go on for as long as START ACTION said. */
    record ContinueAction(CameraMove move) implements CameraMessage {}

    record StopAction(CameraMove move) implements CameraMessage {}

    /** Asks for the picture of another source. */
    record SelectVideoSource(int source, VideoMode mode) implements CameraMessage {}

    /** Says that the picture is of another source now. */
    record VideoSourceSwitched(int source, VideoMode mode) implements CameraMessage {}

    /** @param preset 0 to 15 */
    record StoreAsPreset(int preset) implements CameraMessage {}

    /** @param preset 0 to 15 */
    record ActivatePreset(int preset) implements CameraMessage {}

    /** @param data everything after the code */
    record Unknown(int code, ByteBuffer data) implements CameraMessage {}

    /** The kind of picture that comes from a source, in the order of the bits M1 and M0. */
    enum VideoMode {
        MOTION,
        RESERVED,
        STILL,
        STILL_OF_DOUBLE_RESOLUTION
    }

    /**
     * Reads the data of a frame for {@link ClientId#CAMERA}. What follows the message is left.
     *
     * @throws org.courtbridge.codecs.rtp.MalformedPacketException if it ends before the message does
     */
    static CameraMessage parse(ByteBuffer data) {
        ByteBuf in = Unpooled.wrappedBuffer(data);
        ClientId.need(in, 1);
        int code = in.readUnsignedByte();
        return switch (code) {
            case START_ACTION -> {
                ClientId.need(in, 2);
                yield new StartAction(CameraMove.parse(in.readUnsignedByte()), timeout(in.readUnsignedByte() & 0x0F));
            }
            case CONTINUE_ACTION -> new ContinueAction(CameraMove.parse(octet(in)));
            case STOP_ACTION -> new StopAction(CameraMove.parse(octet(in)));
            case SELECT_VIDEO_SOURCE -> {
                int octet = octet(in);
                yield new SelectVideoSource(octet >> 4, VideoMode.values()[octet & 3]);
            }
            case VIDEO_SOURCE_SWITCHED -> {
                int octet = octet(in);
                yield new VideoSourceSwitched(octet >> 4, VideoMode.values()[octet & 3]);
            }
            case STORE_AS_PRESET -> new StoreAsPreset(octet(in) >> 4);
            case ACTIVATE_PRESET -> new ActivatePreset(octet(in) >> 4);
            default ->
                new Unknown(code, ByteBuffer.wrap(ByteBufUtil.getBytes(in)).asReadOnlyBuffer());
        };
    }

    private static int octet(ByteBuf in) {
        ClientId.need(in, 1);
        return in.readUnsignedByte();
    }

    /** Nought stands for the longest. */
    private static Duration timeout(int steps) {
        return steps == 0 ? LONGEST_TIMEOUT : TIMEOUT_STEP.multipliedBy(steps);
    }

    /** Appends the data of a frame. */
    default void write(ByteBuf out) {
        switch (this) {
            case StartAction start ->
                out.writeByte(START_ACTION)
                        .writeByte(start.move.octet())
                        .writeByte((int) start.timeout.dividedBy(TIMEOUT_STEP) & 0x0F);
            case ContinueAction go -> out.writeByte(CONTINUE_ACTION).writeByte(go.move.octet());
            case StopAction stop -> out.writeByte(STOP_ACTION).writeByte(stop.move.octet());
            case SelectVideoSource select ->
                out.writeByte(SELECT_VIDEO_SOURCE).writeByte(select.source << 4 | select.mode.ordinal());
            case VideoSourceSwitched switched ->
                out.writeByte(VIDEO_SOURCE_SWITCHED).writeByte(switched.source << 4 | switched.mode.ordinal());
            case StoreAsPreset store -> out.writeByte(STORE_AS_PRESET).writeByte(store.preset << 4);
            case ActivatePreset activate -> out.writeByte(ACTIVATE_PRESET).writeByte(activate.preset << 4);
            case Unknown unknown -> out.writeByte(unknown.code).writeBytes(unknown.data.duplicate());
        }
    }

    /** The frame that carries it. */
    default H224Frame frame() {
        return H224Frame.of(ClientId.CAMERA, this::write);
    }
}
