package org.courtbridge.media.bridge;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.courtbridge.codecs.payload.H264Packetizer;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureEncoder;

/** One of the sizes that a party sends at once, really coded; its first packets say its rid (RFC 8852). */
final class SimulcastLayer implements AutoCloseable {

    static final int RID_EXTENSION = 10;

    /** Packets that say the rid, as browsers do until they know that they are heard. */
    private static final int WITH_RID = 20;

    private static final int GRAIN = 8;
    private static final int DARK = 90;
    private static final int EXTENSION = 8;

    private final PictureParty party;
    private final byte[] rid;
    private final long ssrc;
    private final PictureEncoder encoder;
    private final I420Picture picture;
    private final H264Packetizer packetizer = new H264Packetizer(1, 1_200);
    private final Random random = new Random(4501);
    private final RtpPacket packet = new RtpPacket();
    private final byte[] bytes = new byte[1_500];
    private int sequence = 65_500;
    private long timestamp = 1_000;
    private int sent;
    private int heeded;
    private boolean begun;

    SimulcastLayer(PictureParty party, String rid, int width, int height, int bitsPerSecond) {
        this.party = party;
        this.rid = rid.getBytes(StandardCharsets.US_ASCII);
        this.ssrc = 9_000 + width;
        this.encoder = PictureEncoder.h264(EncoderSettings.ofDefaultProfile(width, height, 30, bitsPerSecond, 0));
        this.picture = I420Picture.black(width, height);
    }

    /** Sends the next picture; a keyframe if the gateway has asked for one. */
    void film(long now) {
        film(DARK, timestamp + 3_000, now);
    }

    /** The same of this darkness at the least, 0 to 215, filmed at this RTP time. */
    void film(int darkest, long filmedAt, long now) {
        int asked = (int) party.transport.rtcp(PictureLossIndication.class).stream()
                .filter(request -> request.mediaSsrc() == ssrc)
                .count();
        boolean keyframe = !begun || asked > heeded;
        begun = true;
        heeded = asked;
        for (int y = 0; y < picture.height(); y += GRAIN) {
            for (int x = 0; x < picture.width(); x += GRAIN) {
                int height = Math.min(GRAIN, picture.height() - y);
                picture.fill(x, y, GRAIN, height, darkest + random.nextInt(40), 128, 128);
            }
        }
        timestamp = filmedAt;
        packetizer.pack(
                encoder.encode(picture, keyframe), (payload, length, marker) -> send(payload, length, marker, now));
    }

    long ssrc() {
        return ssrc;
    }

    private void send(byte[] payload, int length, boolean marker, long now) {
        int header = RtpPacket.FIXED_HEADER;
        bytes[0] = (byte) 0x80;
        if (sent++ < WITH_RID) {
            bytes[0] = (byte) 0x90;
            bytes[header] = (byte) 0xBE;
            bytes[header + 1] = (byte) 0xDE;
            bytes[header + 3] = 1;
            bytes[header + 4] = (byte) (RID_EXTENSION << 4 | rid.length - 1);
            System.arraycopy(rid, 0, bytes, header + 5, rid.length);
            header += EXTENSION;
        }
        System.arraycopy(payload, 0, bytes, header, length);
        packet.wrap(bytes, 0, header + length);
        packet.payloadType(PictureParty.PAYLOAD_TYPE);
        packet.marker(marker);
        packet.sequenceNumber(sequence);
        sequence = sequence + 1 & 0xFFFF;
        packet.timestamp(timestamp);
        packet.ssrc(ssrc);
        party.transport.arrive(packet, now);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
