package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.codecs.compose.Overlay;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.video.coded.VideoProcessor.Badge;
import org.courtbridge.media.video.coded.VideoProcessor.Label;
import org.courtbridge.media.video.processing.Captions;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the badges of parties in composed pictures, beside their names. */
class BadgesTest {

    private final Map<String, Set<Badge>> written = new HashMap<>();
    private final Camera left = Camera.before(100);
    private final Camera right = Camera.before(150);

    /** Notes what is written last over each party. */
    private final Captions captions = new Captions() {
        @Override
        public Optional<Overlay> name(Label label, int width, int height) {
            written.put(label.name(), label.badges());
            return Optional.empty();
        }

        @Override
        public I420Picture absent(Optional<Language> language, int width, int height) {
            return I420Picture.black(width, height);
        }
    };

    @AfterEach
    void close() {
        left.close();
        right.close();
    }

    @Test
    void whoIsMutedHasABadgeUntilItIsHeardAgain() {
        try (Watched watched = new Watched(MediaTrace.OFF)) {
            assertThat(badges("B")).isEmpty();
            watched.hearing.muted.add(watched.second.id());
            watched.film(3, true);
            assertThat(badges("B")).containsExactly(Badge.MUTED);
            assertThat(badges("C")).isEmpty();
            watched.hearing.muted.clear();
            watched.film(3, true);
            assertThat(badges("B")).isEmpty();
        }
    }

    @Test
    void whoseLegIsNotEncryptedHasABadge() {
        try (Watched watched = new Watched(MediaTrace.OFF)) {
            watched.second.transport.protection = Optional.empty();
            watched.film(45, false);
            assertThat(badges("B")).containsExactly(Badge.UNENCRYPTED);
            assertThat(badges("C")).isEmpty();
        }
    }

    @Test
    void whoseLineIsPoorHasABadge() {
        try (Watched watched = new Watched(MediaTrace.OFF)) {
            for (int second = 0; second < 3; second++) {
                watched.film(30, false);
                watched.second.sequence += 20;
            }
            watched.film(40, false);
            assertThat(badges("B")).containsExactly(Badge.POOR_LINE);
            assertThat(badges("C")).isEmpty();
        }
    }

    @Test
    void whereMediaAreWrittenToAFileEverybodyHasABadge() {
        MediaTrace file = new MediaTrace() {
            @Override
            public void media(Way way, LegId leg, RtpTransport transport, byte[] bytes, int offset, int length) {
                // Only that it is on counts here.
            }
        };
        try (Watched watched = new Watched(file)) {
            assertThat(badges("B")).containsExactly(Badge.RECORDED);
            assertThat(badges("C")).containsExactly(Badge.RECORDED);
        }
    }

    private Set<Badge> badges(String party) {
        return written.getOrDefault("Party " + party, Set.of());
    }

    /** A hearing in which one party sees two others. */
    private final class Watched implements AutoCloseable {

        private final PictureHearing hearing;
        private final PictureParty room;
        private final PictureParty second;
        private final PictureParty third;

        Watched(MediaTrace trace) {
            hearing = new PictureHearing(PictureWorkers.withPlaces(4), trace, captions);
            room = hearing.room("A");
            second = hearing.room("B");
            third = hearing.room("C");
            room.sends = false;
            for (PictureParty party : List.of(room, second, third)) {
                party.transport.protection = Optional.of(SrtpProfile.AEAD_AES_128_GCM);
            }
            hearing.layout = Layout.GRID;
            hearing.admit(room, second, third);
            film(8, false);
        }

        /** @param policy whether the hearing's policy is given before */
        void film(int pictures, boolean policy) {
            if (policy) {
                hearing.let(room, second, third);
            }
            for (int i = 0; i < pictures; i++) {
                left.film(hearing, second, 1);
                right.film(hearing, third, 1);
            }
        }

        @Override
        public void close() {
            hearing.close();
        }
    }
}
