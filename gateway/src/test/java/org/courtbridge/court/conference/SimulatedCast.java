package org.courtbridge.court.conference;

import io.netty.channel.EventLoop;
import java.util.List;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.bridge.PictureParty;
import org.courtbridge.media.bridge.SimulatedParty;

/** The parties of a simulated hearing: each has a tone and a brightness of its own. */
final class SimulatedCast {

    static final double LOUDNESS = 0.08;

    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    /** 352 x 288: what is composed for it is soon coded. */
    private static final PictureFormat SMALL = H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 13, 1);

    private static final PictureFormat LARGE = H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 31, 1);
    private static final PictureFormat VP8 = new Vp8Format(PictureParty.PAYLOAD_TYPE, 30, 3_600);

    /** The kind of a party's program. */
    enum Kind {
        /** Sees one picture, composed of several where the layout says so. */
        ROOM,
        /** Sees each in a picture of its own, as it comes. */
        PHONE,
        /** The same on a line that is paced. */
        PACED_PHONE,
        /** Receives alone, as by WHEP, in a coding that nobody sends. */
        VIEWER
    }

    /**
     * A party.
     *
     * @param tone Hz, a multiple of 50
     * @param luma of all of its picture
     */
    record Member(PartyId party, Kind kind, Admission admission, int tone, int luma, EncodedPicture picture) {

        boolean sends() {
            return kind != Kind.VIEWER;
        }

        boolean vp8() {
            return kind == Kind.VIEWER;
        }

        int slots() {
            return switch (kind) {
                case ROOM, VIEWER -> 1;
                case PHONE, PACED_PHONE -> 3;
            };
        }

        /** A new call of it. */
        SimulatedCall call(int number, EventLoop loop) {
            String name = party.value() + "-" + number;
            PictureParty leg = switch (kind) {
                case ROOM -> PictureParty.room(name, loop, SMALL);
                case PHONE, PACED_PHONE -> PictureParty.browser(name, loop, slots(), LARGE);
                case VIEWER -> PictureParty.browser(name, loop, slots(), VP8);
            };
            leg.sends = sends();
            leg.reportsArrivals = kind == Kind.PACED_PHONE;
            return new SimulatedCall(this, leg, SimulatedParty.tone(name, AudioCodec.PCMA, tone, LOUDNESS));
        }
    }

    private SimulatedCast() {}

    static List<Member> members() {
        return List.of(
                member(0, PartyId.device("court"), Kind.ROOM, Admission.DIRECT),
                member(1, PartyId.device("prison"), Kind.ROOM, Admission.LOBBY),
                member(2, PartyId.participant("aigul"), Kind.PHONE, Admission.LOBBY),
                member(3, PartyId.participant("bolat"), Kind.PACED_PHONE, Admission.LOBBY),
                member(4, PartyId.participant("viewer"), Kind.VIEWER, Admission.LOBBY));
    }

    private static Member member(int number, PartyId party, Kind kind, Admission admission) {
        int luma = 70 + 30 * number;
        I420Picture flat = I420Picture.black(WIDTH, HEIGHT);
        flat.fill(0, 0, WIDTH, HEIGHT, luma, 128, 128);
        // A grain that differs makes each picture's bytes its own, and many.
        for (int x = 0; x < WIDTH; x += 16) {
            flat.fill(x, 16 * number, 8, 8, 235, 128, 128);
        }
        try (PictureEncoder encoder =
                PictureEncoder.h264(EncoderSettings.ofDefaultProfile(WIDTH, HEIGHT, 30, 400_000, 0))) {
            return new Member(party, kind, admission, 500 + 300 * number, luma, encoder.encode(flat, true));
        }
    }
}
