package org.courtbridge.codecs.payload;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.payload.PictureMisfit.Limit;
import org.courtbridge.codecs.video.PictureCoding;

/**
 * An H.263 format that a party has declared it can receive (RFC 4629, section 8; before it RFC 2190 with payload type 34).
 *
 * @param payloadType RTP payload type, 0 to 127
 * @param form how pictures are put into payloads
 * @param largest the largest of the sizes that the party named
 * @param interval 1 to 32: 30/1.001 pictures a second divided by this, at most, at the largest size (MPI)
 * @param maxBr bit/s at most
 */
public record H263Format(int payloadType, Form form, Size largest, int interval, int maxBr) implements PictureFormat {

    /** MaxBR is in units of 100 bit/s. */
    private static final int BIT_RATE_UNIT = 100;

    /** MPI of a party that states none, and is sent QCIF, which every decoder has (ITU-T H.263, clause 1). */
    private static final int CAUTIOUS_INTERVAL = 2;

    /** The payload format and its encoding name. */
    public enum Form {
        /** RFC 2190. */
        H263("H263"),
        /** RFC 4629. */
        H263_1998("H263-1998"),
        /** RFC 4629. */
        H263_2000("H263-2000");

        private final String encodingName;

        Form(String encodingName) {
            this.encodingName = encodingName;
        }

        /** Empty if the encoding name is of another codec. */
        public static Optional<Form> named(String encodingName) {
            for (Form form : values()) {
                if (form.encodingName.equalsIgnoreCase(encodingName)) {
                    return Optional.of(form);
                }
            }
            return Optional.empty();
        }

        boolean isOld() {
            return this == H263;
        }
    }

    /** The sizes that every version of H.263 knows, by their parameter names. */
    public enum Size {
        SQCIF(128, 96),
        QCIF(176, 144),
        CIF(352, 288),
        CIF4(704, 576),
        CIF16(1408, 1152);

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
     * number from 1 to 32 count as absent.
     *
     * @param parameters value by name
     */
    public static H263Format parse(int payloadType, Form form, Map<String, String> parameters) {
        Size largest = Size.QCIF;
        int interval = CAUTIOUS_INTERVAL;
        int maxBr = Integer.MAX_VALUE;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String name = parameter.getKey().strip().toUpperCase(Locale.ROOT);
            int value = number(parameter.getValue());
            if (name.equals("MAXBR") && value > 0) {
                maxBr = value * BIT_RATE_UNIT;
            }
            for (Size size : Size.values()) {
                boolean named = size.name().equals(name) && value >= 1 && value <= 32;
                if (named && size.compareTo(largest) >= 0) {
                    largest = size;
                    interval = value;
                }
            }
        }
        return new H263Format(payloadType, form, largest, interval, maxBr);
    }

    /** The same under another number. */
    public H263Format withPayloadType(int changed) {
        return new H263Format(changed, form, largest, interval, maxBr);
    }

    private static int number(String text) {
        return text.strip().matches("[0-9]{1,6}") ? Integer.parseInt(text.strip()) : 0;
    }

    @Override
    public PictureCoding coding() {
        return PictureCoding.H263;
    }

    @Override
    public String encodingName() {
        return form.encodingName;
    }

    @Override
    public String fmtp() {
        StringBuilder text = new StringBuilder();
        for (int i = largest.ordinal(); i >= Size.QCIF.ordinal(); i--) {
            text.append(Size.values()[i]).append('=').append(interval).append(i > Size.QCIF.ordinal() ? ";" : "");
        }
        return text.toString();
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
        return H263Payload.inspect(form.isOld(), bytes, offset, length);
    }

    @Override
    public PictureDepacketizer depacketizer() {
        return new H263Depacketizer(form.isOld());
    }

    @Override
    public PicturePacketizer packetizer(int maxPayload) {
        return new H263Packetizer(form.isOld(), maxPayload);
    }

    /** Pictures may be as large as the sender may make them. */
    @Override
    public Optional<PictureMisfit> misfit(
            PictureFormat stream, Optional<SequenceParameterSet> actual, boolean fragmented) {
        if (!(stream instanceof H263Format sent) || sent.form.isOld() != form.isOld()) {
            return Optional.of(PictureMisfit.codec(stream, this));
        }
        String size = sent.largest.width + "x" + sent.largest.height;
        return sent.largest.compareTo(largest) > 0
                ? Optional.of(PictureMisfit.of(Limit.RESOLUTION, size, maxFs()))
                : Optional.empty();
    }
}
