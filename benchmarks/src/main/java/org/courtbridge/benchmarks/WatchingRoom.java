package org.courtbridge.benchmarks;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.compose.Tile;
import org.courtbridge.codecs.payload.PictureDepacketizer;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.SentVideo;

/** A room that sees all others in one picture, sends nothing, and keeps what comes to look at it later. */
final class WatchingRoom extends PartyInHearing {

    private final PictureFormat format;
    private final int number;
    private final List<Sent> sent = new ArrayList<>();

    private record Sent(byte[] bytes, long at) {}

    WatchingRoom(int number, PictureFormat format, EventLoop loop) {
        super("room-" + number, loop);
        this.number = number;
        this.format = format;
    }

    @Override
    LegMedia media() {
        return LegMedia.ofPictures(
                Optional.empty(),
                List.of(new SentVideo(
                        this,
                        "main",
                        1_000 + number,
                        List.of(format),
                        SentVideo.Retransmissions.NONE,
                        Set.of(Feedback.PLI),
                        "bench",
                        Long.MAX_VALUE,
                        OptionalInt.empty())));
    }

    @Override
    public void send(RtpPacket packet) {
        byte[] bytes = new byte[packet.getLength()];
        System.arraycopy(packet.getBuffer(), packet.getOffset(), bytes, 0, bytes.length);
        sent.add(new Sent(bytes, System.nanoTime()));
    }

    int packets() {
        return sent.size();
    }

    /**
     * Nanoseconds from the last packet of a party's picture to the last one of the first that shows it; once the hearing is closed.
     *
     * @param from the first picture of each party that counts
     */
    List<Long> delays(List<FilmedRoom> cameras, int from) {
        int[] seen = new int[cameras.size()];
        List<Long> delays = new ArrayList<>();
        PictureDepacketizer depacketizer = format.depacketizer();
        RtpPacket packet = new RtpPacket();
        try (PictureDecoder decoder = format.coding().decoder()) {
            for (Sent one : sent) {
                packet.wrap(one.bytes, 0, one.bytes.length);
                depacketizer
                        .push(packet)
                        .flatMap(decoder::decode)
                        .ifPresent(picture -> shown(picture, cameras).forEach((party, number) -> {
                            if (number > seen[party]) {
                                seen[party] = number;
                                if (number >= from) {
                                    delays.add(one.at - cameras.get(party).arrival(number));
                                }
                            }
                        }));
            }
        }
        return delays;
    }

    /** Numbers of the pictures that are seen in a composed one, by party. */
    private static Map<Integer, Integer> shown(I420Picture picture, List<FilmedRoom> cameras) {
        Map<Integer, Integer> shown = new HashMap<>();
        for (Tile tile : Arrangement.GRID.tiles(cameras.size(), PictureSize.of(picture))) {
            int shrunk = CodedFilms.WIDTH / tile.size().width();
            CodedFilms.Shown code = CodedFilms.read(picture, tile.left(), tile.top(), shrunk);
            boolean known = code.party() < cameras.size()
                    && code.picture() < cameras.get(code.party()).pictures();
            if (known) {
                shown.put(code.party(), code.picture());
            }
        }
        return shown;
    }
}
