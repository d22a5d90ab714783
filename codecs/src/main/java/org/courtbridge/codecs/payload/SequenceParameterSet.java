package org.courtbridge.codecs.payload;

import org.courtbridge.codecs.rtp.MalformedPacketException;

/**
 * The sequence parameter set of a stream of H.264 (ITU-T H.264, section 7.3.2.1.1), as far as forwarding needs it.
 *
 * @param profileIdc profile_idc
 * @param constraints the constraint_set flags
 * @param levelIdc level_idc
 * @param macroblocksAcross width in units of 16, before cropping
 * @param macroblocksDown height in units of 16, before cropping
 * @param width of the picture shown
 * @param height of the picture shown
 */
public record SequenceParameterSet(
        int profileIdc,
        int constraints,
        int levelIdc,
        int macroblocksAcross,
        int macroblocksDown,
        int width,
        int height) {

    /** 16,384 picture elements: past level 6.2. */
    private static final int MAX_MACROBLOCKS = 1024;

    /**
     * Reads a NAL unit of type 7, from its header byte on.
     *
     * @throws MalformedPacketException if it ends early or names a size that no level has
     */
    public static SequenceParameterSet parse(byte[] bytes, int offset, int length) {
        if (length < 4 || (bytes[offset] & 0x1F) != H264Payload.SPS) {
            throw new MalformedPacketException("parameter set: not one");
        }
        int profileIdc = bytes[offset + 1] & 0xFF;
        int constraints = bytes[offset + 2] & 0xFF;
        int levelIdc = bytes[offset + 3] & 0xFF;
        BitReader reader = new BitReader(bytes, offset + 4, length - 4);
        reader.unsigned(31);
        int chromaFormat = 1;
        if (hasChromaFormat(profileIdc)) {
            chromaFormat = reader.unsigned(3);
            skipHighProfile(reader, chromaFormat);
        }
        reader.unsigned(12);
        skipPictureOrder(reader);
        reader.unsigned(16);
        reader.bit();
        int across = reader.unsigned(MAX_MACROBLOCKS - 1) + 1;
        int mapUnits = reader.unsigned(MAX_MACROBLOCKS - 1) + 1;
        boolean framesOnly = reader.flag();
        int down = framesOnly ? mapUnits : 2 * mapUnits;
        if (!framesOnly) {
            reader.bit();
        }
        reader.bit();
        int width = 16 * across;
        int height = 16 * down;
        if (reader.flag()) {
            int unitX = chromaFormat == 1 || chromaFormat == 2 ? 2 : 1;
            int unitY = (chromaFormat == 1 ? 2 : 1) * (framesOnly ? 1 : 2);
            width -= unitX * (reader.unsigned(width) + reader.unsigned(width));
            height -= unitY * (reader.unsigned(height) + reader.unsigned(height));
        }
        if (width <= 0 || height <= 0) {
            throw new MalformedPacketException("parameter set: crops everything");
        }
        return new SequenceParameterSet(profileIdc, constraints, levelIdc, across, down, width, height);
    }

    private static boolean hasChromaFormat(int profileIdc) {
        return switch (profileIdc) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    private static void skipHighProfile(BitReader reader, int chromaFormat) {
        if (chromaFormat == 3) {
            reader.bit();
        }
        reader.unsigned(6);
        reader.unsigned(6);
        reader.bit();
        if (reader.flag()) {
            for (int list = 0; list < (chromaFormat == 3 ? 12 : 8); list++) {
                if (reader.flag()) {
                    skipScalingList(reader, list < 6 ? 16 : 64);
                }
            }
        }
    }

    private static void skipScalingList(BitReader reader, int size) {
        int next = 8;
        int last = 8;
        for (int i = 0; i < size; i++) {
            if (next != 0) {
                next = last + reader.signed() & 0xFF;
            }
            last = next == 0 ? last : next;
        }
    }

    private static void skipPictureOrder(BitReader reader) {
        int type = reader.unsigned(2);
        if (type == 0) {
            reader.unsigned(12);
        } else if (type == 1) {
            reader.bit();
            reader.signed();
            reader.signed();
            int count = reader.unsigned(255);
            for (int i = 0; i < count; i++) {
                reader.signed();
            }
        }
    }

    public H264Level level() {
        return H264Level.of(profileIdc, constraints, levelIdc);
    }

    public H264Profile profile() {
        return H264Profile.of(profileIdc, constraints);
    }
}
