package org.courtbridge.codecs.h224;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.courtbridge.codecs.rtp.MalformedPacketException;

/**
 * The capabilities of a terminal's cameras, from the extra capabilities of {@link ClientId#CAMERA} (ITU-T H.281).
 *
 * @param presets how many positions it keeps, 0 to 15
 * @param tellsSwitches whether it says so when its picture is of another source
 */
public record CameraCapabilities(int presets, boolean tellsSwitches, List<Source> sources) {

    /** The source that is the main camera. */
    public static final int MAIN_CAMERA = 1;

    private static final int FIRST_WITH_NAME = 6;
    private static final int LONGEST_NAME = 16;
    private static final int TELLS_SWITCHES = 0x10;

    public CameraCapabilities {
        sources = List.copyOf(sources);
    }

    /**
     * A source of pictures.
     *
     * @param number 1 the main camera, 2 another camera, 3 a document camera, 4 another document camera, 5 a recorder;
     *     6 to 15 whatever the name says
     * @param name of those from 6 on: up to 16 characters of ASCII; empty of the others
     */
    public record Source(int number, String name, Set<Kind> kinds, Set<Motion> motions) {

        public Source {
            kinds = Set.copyOf(kinds);
            motions = Set.copyOf(motions);
        }
    }

    /** The kinds of pictures that a source can give, from the lowest bit on. */
    public enum Kind {
        STILL_OF_DOUBLE_RESOLUTION,
        STILL,
        MOTION
    }

    /** The functions of a source that can be controlled, from bit 5 of the octet on. */
    public enum Motion {
        FOCUS,
        ZOOM,
        TILT,
        PAN
    }

    /**
     * Reads the data of extra capabilities.
     *
     * @throws MalformedPacketException if a source is cut short, or its name has no end
     */
    public static CameraCapabilities parse(ByteBuffer data) {
        ByteBuf in = Unpooled.wrappedBuffer(data);
        ClientId.need(in, 1);
        int first = in.readUnsignedByte();
        List<Source> sources = new ArrayList<>();
        while (in.isReadable()) {
            int octet = in.readUnsignedByte();
            int number = octet >> 4;
            String name = number >= FIRST_WITH_NAME ? name(in) : "";
            ClientId.need(in, 1);
            sources.add(new Source(
                    number, name, set(Kind.class, octet & 7), set(Motion.class, in.readUnsignedByte() >> 4)));
        }
        return new CameraCapabilities(first & 0x0F, (first & TELLS_SWITCHES) != 0, sources);
    }

    private static String name(ByteBuf in) {
        int length = in.bytesBefore((byte) 0);
        if (length < 0 || length > LONGEST_NAME) {
            throw new MalformedPacketException(
                    "name of a source: %d octets (expected: <= 16 and then 0)".formatted(length));
        }
        String name = in.readCharSequence(length, StandardCharsets.US_ASCII).toString();
        in.skipBytes(1);
        return name;
    }

    /** Appends the data of extra capabilities. */
    public void write(ByteBuf out) {
        out.writeByte((tellsSwitches ? TELLS_SWITCHES : 0) | presets);
        for (Source source : sources) {
            out.writeByte(source.number << 4 | bits(source.kinds));
            if (source.number >= FIRST_WITH_NAME) {
                out.writeCharSequence(source.name, StandardCharsets.US_ASCII);
                out.writeByte(0);
            }
            out.writeByte(bits(source.motions) << 4);
        }
    }

    /** The message that tells it. */
    public ManagementMessage.ExtraCapabilities message() {
        ByteBuf out = Unpooled.buffer();
        write(out);
        return new ManagementMessage.ExtraCapabilities(
                ClientId.CAMERA, out.nioBuffer().asReadOnlyBuffer());
    }

    private static <E extends Enum<E>> Set<E> set(Class<E> type, int bits) {
        Set<E> set = EnumSet.noneOf(type);
        for (E each : type.getEnumConstants()) {
            if ((bits >> each.ordinal() & 1) != 0) {
                set.add(each);
            }
        }
        return set;
    }

    private static int bits(Set<? extends Enum<?>> set) {
        return set.stream().mapToInt(each -> 1 << each.ordinal()).sum();
    }
}
