package org.courtbridge.codecs.payload;

import java.util.ArrayList;
import java.util.List;
import org.courtbridge.codecs.video.EncodedPicture;

/** Puts pictures of H.264 into RTP payloads (RFC 6184, sections 5.6 to 5.8). */
public final class H264Packetizer implements PicturePacketizer {

    private final int packetizationMode;
    private final byte[] payload;

    /**
     * @param packetizationMode 0 or 1; in mode 0 no NAL unit may be longer than a payload
     * @param maxPayload bytes of a payload at most
     */
    public H264Packetizer(int packetizationMode, int maxPayload) {
        if (maxPayload < 16) {
            throw new IllegalArgumentException("payload: %d (expected: >= 16)".formatted(maxPayload));
        }
        this.packetizationMode = packetizationMode;
        this.payload = new byte[maxPayload];
    }

    /**
     * Packs one picture. In mode 1 small NAL units, such as parameter sets, share a payload.
     *
     * @param coded byte stream with start codes (ITU-T H.264, annex B)
     * @throws IllegalArgumentException in mode 0, if a NAL unit is too long
     */
    @Override
    public void pack(EncodedPicture coded, Sink sink) {
        byte[] accessUnit = coded.bytes();
        List<Unit> units = split(accessUnit);
        int at = 0;
        while (at < units.size()) {
            int together = packetizationMode == 0 ? 1 : fitting(units, at);
            boolean last = at + together == units.size();
            Unit unit = units.get(at);
            if (together > 1) {
                aggregate(accessUnit, units.subList(at, at + together), last, sink);
            } else if (unit.length <= payload.length) {
                System.arraycopy(accessUnit, unit.offset, payload, 0, unit.length);
                sink.payload(payload, unit.length, last);
            } else if (packetizationMode == 0) {
                throw new IllegalArgumentException(
                        "NAL unit: %d bytes (expected: <= %d)".formatted(unit.length, payload.length));
            } else {
                fragment(accessUnit, unit, last, sink);
            }
            at += together;
        }
    }

    private int fitting(List<Unit> units, int from) {
        int size = 1;
        int count = 0;
        while (from + count < units.size() && size + 2 + units.get(from + count).length <= payload.length) {
            size += 2 + units.get(from + count).length;
            count++;
        }
        return Math.max(1, count);
    }

    private void aggregate(byte[] bytes, List<Unit> units, boolean marker, Sink sink) {
        int importance = 0;
        int size = 1;
        for (Unit unit : units) {
            importance = Math.max(importance, bytes[unit.offset] & 0x60);
            payload[size] = (byte) (unit.length >> 8);
            payload[size + 1] = (byte) unit.length;
            System.arraycopy(bytes, unit.offset, payload, size + 2, unit.length);
            size += 2 + unit.length;
        }
        payload[0] = (byte) (importance | H264Payload.STAP_A);
        sink.payload(payload, size, marker);
    }

    private void fragment(byte[] bytes, Unit unit, boolean marker, Sink sink) {
        int header = bytes[unit.offset];
        int at = unit.offset + 1;
        int end = unit.offset + unit.length;
        boolean start = true;
        while (at < end) {
            int size = Math.min(payload.length - 2, end - at);
            boolean last = at + size == end;
            payload[0] = (byte) (header & 0xE0 | H264Payload.FU_A);
            payload[1] = (byte) ((start ? 0x80 : 0) | (last ? 0x40 : 0) | header & 0x1F);
            System.arraycopy(bytes, at, payload, 2, size);
            sink.payload(payload, 2 + size, last && marker);
            at += size;
            start = false;
        }
    }

    /** Finds NAL units between start codes of three or four bytes. */
    private static List<Unit> split(byte[] bytes) {
        List<Unit> units = new ArrayList<>();
        int start = -1;
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
                add(units, bytes, start, i);
                start = i + 3;
                i += 2;
            }
        }
        add(units, bytes, start, bytes.length);
        return units;
    }

    private static void add(List<Unit> units, byte[] bytes, int start, int end) {
        int last = end;
        while (start >= 0 && last > start && bytes[last - 1] == 0) {
            last--;
        }
        if (start >= 0 && last > start) {
            units.add(new Unit(start, last - start));
        }
    }

    private record Unit(int offset, int length) {}
}
