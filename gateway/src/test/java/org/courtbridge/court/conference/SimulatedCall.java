package org.courtbridge.court.conference;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.payload.H264Packetizer;
import org.courtbridge.codecs.payload.PictureDepacketizer;
import org.courtbridge.codecs.payload.Vp8Depacketizer;
import org.courtbridge.codecs.rtp.GenericNack;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.bridge.PictureParty;
import org.courtbridge.media.bridge.SimulatedParty;
import org.courtbridge.media.bridge.Tones;
import org.courtbridge.media.leg.LegMedia;

/** One call of a party in simulated time: it sends its party's tone and brightness, and says whose reach it. */
final class SimulatedCall implements AutoCloseable {

    private static final int RATE = 8_000;

    /** A tone that is heard for less than half of a packet fades out, or comes through the filters of the one before. */
    private static final double HEARD = SimulatedCast.LOUDNESS / 2;

    /** Of the samples of a packet, full scale 1: less is silence as A-law has it. */
    private static final double SILENCE = 0.001;

    /** Octets of padding alone, or of repeated parameter sets, are no picture. */
    private static final int SMALLEST_PICTURE = 60;

    private static final int GRID = 8;

    /** Share of a picture: words and badges are less. */
    private static final double SMALLEST_TILE = 0.02;

    final SimulatedCast.Member member;
    final PictureParty leg;
    private final SimulatedParty sound;
    private final int slots;
    private final Map<Long, Eye> eyes = new HashMap<>();

    /** What the last look found. */
    final Set<PartyId> heard = new HashSet<>();

    final Set<PartyId> seen = new HashSet<>();
    boolean loud;

    /** Decodes one stream of pictures. */
    private static final class Eye {
        private final PictureDepacketizer depacketizer;
        private final PictureDecoder decoder;

        /** Whose picture the packets of the last one were. */
        private final Map<ByteBuffer, Set<PartyId>> shown = new HashMap<>();

        private final List<ByteBuffer> open = new ArrayList<>();

        Eye(boolean vp8) {
            depacketizer = vp8 ? new Vp8Depacketizer() : new H264Depacketizer();
            decoder = vp8 ? PictureDecoder.vp8() : PictureDecoder.h264();
        }
    }

    SimulatedCall(SimulatedCast.Member member, PictureParty leg, SimulatedParty sound) {
        this.member = member;
        this.leg = leg;
        this.sound = sound;
        this.slots = member.slots();
        for (int slot = 0; slot < slots; slot++) {
            eyes.put(leg.sentSsrc(slot), new Eye(member.vp8()));
        }
    }

    LegMedia media() {
        LegMedia pictures = leg.media();
        return LegMedia.ofSoundAndPictures(
                sound.received().filter(_ -> member.sends()).map(agreed -> agreed.by(leg.transport)),
                sound.sent().map(agreed -> agreed.by(leg.transport)),
                pictures.receivedVideo(),
                pictures.sentVideos());
    }

    void speak(long now) {
        if (member.sends() && leg.transport.isListenedTo()) {
            leg.transport.arrive(sound.speak(), now);
        }
    }

    /** Each picture is one to begin with: nothing but the gateway's rules keeps it from anybody. */
    void film(long now) {
        if (member.sends() && leg.transport.isListenedTo()) {
            leg.timestamp += 6_000;
            leg.sendCoded(member.picture(), new H264Packetizer(1, 1_200), now);
        }
    }

    void askForKeyframe(long now) {
        leg.transport.arrive(new PictureLossIndication(1, leg.sentSsrc(0)), now);
    }

    /** Says that it lacks the packets that it received last. */
    void askAgain(long now) {
        eyes.forEach((ssrc, eye) -> {
            if (!last.getOrDefault(ssrc, List.of()).isEmpty()) {
                leg.transport.arrive(new GenericNack(1, ssrc, last.getOrDefault(ssrc, List.of())), now);
            }
        });
    }

    private final Map<Long, List<Integer>> last = new HashMap<>();

    /** Takes what came since the last look. */
    void look(List<SimulatedCast.Member> all) {
        heard.clear();
        seen.clear();
        loud = false;
        List<RtpPacket> packets = leg.transport.packets();
        leg.transport.forget();
        for (RtpPacket packet : packets) {
            Eye eye = eyes.get(packet.ssrc());
            Eye repeated = eyes.get(packet.ssrc() - 100);
            if (eye != null) {
                last.computeIfAbsent(packet.ssrc(), _ -> new ArrayList<>()).addFirst(packet.sequenceNumber());
                last.get(packet.ssrc())
                        .subList(
                                Math.min(5, last.get(packet.ssrc()).size()),
                                last.get(packet.ssrc()).size())
                        .clear();
                see(eye, packet, all);
            } else if (repeated != null) {
                seen.addAll(repeated.shown.getOrDefault(payload(packet, 2), Set.of()));
            } else {
                hear(packet, all);
            }
        }
    }

    private void hear(RtpPacket packet, List<SimulatedCast.Member> all) {
        sound.forget();
        sound.send(packet);
        float[] samples = sound.heard();
        for (SimulatedCast.Member other : all) {
            if (Tones.amplitude(samples, 0, samples.length, other.tone(), RATE) > HEARD) {
                heard.add(other.party());
            }
        }
        for (float sample : samples) {
            loud |= Math.abs(sample) > SILENCE;
        }
    }

    private void see(Eye eye, RtpPacket packet, List<SimulatedCast.Member> all) {
        if (packet.payloadLength() >= SMALLEST_PICTURE) {
            eye.open.add(payload(packet, 0));
        }
        Optional<I420Picture> picture = eye.depacketizer.push(packet).flatMap(eye.decoder::decode);
        picture.ifPresent(decoded -> {
            Set<PartyId> parties = parties(decoded, all);
            seen.addAll(parties);
            if (eye.shown.size() > 2_000) {
                eye.shown.clear();
            }
            eye.open.forEach(part -> eye.shown.put(part, parties));
            eye.open.clear();
        });
    }

    private static ByteBuffer payload(RtpPacket packet, int from) {
        int at = packet.payloadAt();
        return ByteBuffer.wrap(Arrays.copyOfRange(
                packet.getBuffer(), at + Math.min(from, packet.payloadLength()), at + packet.payloadLength()));
    }

    private static Set<PartyId> parties(I420Picture picture, List<SimulatedCast.Member> all) {
        int[] histogram = new int[256];
        for (int y = 0; y < picture.height(); y += GRID) {
            for (int x = 0; x < picture.width(); x += GRID) {
                histogram[picture.lumaAt(x, y)]++;
            }
        }
        Set<PartyId> parties = new HashSet<>();
        for (SimulatedCast.Member other : all) {
            int samples = 0;
            for (int luma = other.luma() - 3; luma <= other.luma() + 3; luma++) {
                samples += histogram[luma];
            }
            if (samples * GRID * GRID >= SMALLEST_TILE * picture.width() * picture.height()) {
                parties.add(other.party());
            }
        }
        return parties;
    }

    @Override
    public String toString() {
        return leg.id().value();
    }

    @Override
    public void close() {
        sound.close();
        eyes.values().forEach(eye -> eye.decoder.close());
    }
}
