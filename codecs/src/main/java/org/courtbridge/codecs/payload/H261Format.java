package org.courtbridge.codecs.payload;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.payload.PictureMisfit.Limit;
import org.courtbridge.codecs.video.PictureCoding;

/**
 * An H.261 format that a party has declared it can receive (RFC 4587, section 6.1).
 *
 * @param payloadType RTP payload type, 0 to 127; 31 is H.261's own
 * @param largest the larger of the sizes that the party named
 * @param interval 1 to 4: 30/1.001 pictures a second divided by this, at most, at the largest size (MPI)
 * @param maxBr bit/s at most
 */
public record H261Format(int payloadType, Size largest, int interval, int maxBr) implements PictureFormat {

    private static final int LONGEST_INTERVAL = 4;

    /** MPI of a party that states none, and is sent QCIF, which every decoder has (ITU-T H.261, clause 3.1). */
    private static final int CAUTIOUS_INTERVAL = 2;

    /** The two sizes of H.261, by their parameter names. */
    public enum Size {
        QCIF(176, 144),
        CIF(352, 288);

        private final int width;
        private final int height;

        Size(int width, int height) {
            this.width = width;
            this.height = height;
        }

        /** Of 16×16 pixels. */
        int macroblocks() {
            return width / 16 * (height / 16);
        }
    }

    /**
     * Reads the parameters of {@code a=fmtp}; names in any case, as devices write them. Sizes with a value that is no
     * number from 1 to 4 count as absent.
     *
     * @param parameters value by name
     */
    public static H261Format parse(int payloadType, Map<String, String> parameters) {
        Size largest = Size.QCIF;
        int interval = CAUTIOUS_INTERVAL;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String name = parameter.getKey().strip().toUpperCase(Locale.ROOT);
            String value = parameter.getValue().strip();
            for (Size size : Size.values()) {
                boolean named = size.name().equals(name) && value.matches("[1-4]");
                if (named && size.compareTo(largest) >= 0) {
                    largest = size;
                    interval = Integer.parseInt(value);
                }
            }
        }
        return new H261Format(payloadType, largest, interval, Integer.MAX_VALUE);
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    public H261Format {
        if (interval < 1 || interval > LONGEST_INTERVAL) {
            throw new IllegalArgumentException("interval: %d (expected: 1 to 4)".formatted(interval));
        }
    }

    /** The same under another number. */
    public H261Format withPayloadType(int changed) {
        return new H261Format(changed, largest, interval, maxBr);
    }

    @Override
    public PictureCoding coding() {
        return PictureCoding.H261;
    }

    @Override
    public String encodingName() {
        return "H261";
    }

    @Override
    public String fmtp() {
        String qcif = "QCIF=" + interval;
        return largest == Size.CIF ? "CIF=" + interval + ";" + qcif : qcif;
    }

    @Override
    public int maxFs() {
        return largest.macroblocks();
    }

    @Override
    public int maxMbps() {
        return 30 * maxFs() / interval;
    }

    @Override
    public boolean mayFragment() {
        return false;
    }

    @Override
    public int inspect(byte[] bytes, int offset, int length) {
        return H261Payload.inspect(bytes, offset, length);
    }

    @Override
    public PictureDepacketizer depacketizer() {
        return new H261Depacketizer();
    }

    @Override
    public PicturePacketizer packetizer(int maxPayload) {
        return new H261Packetizer(maxPayload);
    }

    /** Pictures may be as large as the sender may make them. */
    @Override
    public Optional<PictureMisfit> misfit(
            PictureFormat stream, Optional<SequenceParameterSet> actual, boolean fragmented) {
        if (!(stream instanceof H261Format sent)) {
            return Optional.of(PictureMisfit.codec(stream, this));
        }
        String size = sent.largest.width + "x" + sent.largest.height;
        return sent.largest.compareTo(largest) > 0
                ? Optional.of(PictureMisfit.of(Limit.RESOLUTION, size, maxFs()))
                : Optional.empty();
    }
}
