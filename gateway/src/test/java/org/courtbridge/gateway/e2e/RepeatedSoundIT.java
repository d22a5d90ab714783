package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two phones on lines that lose one packet in eight both ways: sound that is sent again in later packets (RFC 2198), and
 * sound that is not, as Opus's own error correction alone repairs it.
 *
 * <p>What we send is lost two packets in a row each time, so that nothing is left to chance: whatever says its sound once
 * more only loses one of the two for good, and whatever says it twice more none. What a browser sends once more is lost at
 * random: of 1,000 packets about 14 for good, and 120 of those that are not repeated.
 */
@Tag("measures")
class RepeatedSoundIT {

    private static final int ROOM = 1;
    private static final int REPEATED = 3;
    private static final int PLAIN = 4;

    private static final int LOST_OF_THOUSAND = 120;

    /** Packets of sound of which two in a row are lost. */
    private static final int LOST_TWICE_OF = 16;

    /** How much more a packet takes that says three times as much, and is alone in having no headers twice. */
    private static final double LARGER = 2.7;

    /** Until the loss is known here. */
    private static final Duration LEARNING = Duration.ofSeconds(4);

    private static final Duration MEASURED = Duration.ofSeconds(20);

    /** Keeps a page from taking repeated sound. */
    private static final String TAKE_NONE = "const prefer = RTCRtpTransceiver.prototype.setCodecPreferences;"
            + "RTCRtpTransceiver.prototype.setCodecPreferences = function (codecs) {"
            + "return prefer.call(this, codecs.filter((codec) => codec.mimeType !== 'audio/red')); };";

    @Test
    void repeatedSoundBearsALossThatBreaksPlainSound() throws Exception {
        try (Court court = Court.open("RepeatedSoundIT");
                PhoneLine repeatedLine = PhoneLine.open(court.folder(), REPEATED);
                PhoneLine plainLine = PhoneLine.open(court.folder(), PLAIN);
                LossyLine repeatedLoss = LossyLine.bothWays(court.folder(), repeatedLine);
                LossyLine plainLoss = LossyLine.bothWays(court.folder(), plainLine)) {
            court.start();
            try (BaresipPeer room = court.room(ROOM);
                    BrowserPeer repeated = court.phone(REPEATED, repeatedLine);
                    BrowserPeer plain = court.phone(PLAIN, plainLine)) {
                plain.page().addInitScript(TAKE_NONE);
                plain.page().reload();
                court.call(room);
                for (BrowserPeer phone : Set.of(repeated, plain)) {
                    court.knock(phone);
                }
                court.admit(REPEATED);
                court.admit(PLAIN);
                court.awaitSight(repeated, ROOM);
                court.awaitSight(plain, ROOM);
                repeatedLoss.losesSoundInPairs(LOST_TWICE_OF, LOST_OF_THOUSAND);
                plainLoss.losesSoundInPairs(LOST_TWICE_OF, LOST_OF_THOUSAND);
                Await.elapsed(LEARNING);

                long repeatedMade = madeUpByUs(court, REPEATED);
                long plainMade = madeUpByUs(court, PLAIN);
                Sent repeatedSent = Sent.to(court, REPEATED);
                Sent plainSent = Sent.to(court, PLAIN);
                MadeUp repeatedThere = MadeUp.by(repeated);
                MadeUp plainThere = MadeUp.by(plain);
                Await.elapsed(MEASURED);
                repeatedMade = madeUpByUs(court, REPEATED) - repeatedMade;
                plainMade = madeUpByUs(court, PLAIN) - plainMade;
                double repeatedSize = Sent.to(court, REPEATED).sizeSince(repeatedSent);
                double plainSize = Sent.to(court, PLAIN).sizeSince(plainSent);
                double repeatedShare = MadeUp.by(repeated).since(repeatedThere);
                double plainShare = MadeUp.by(plain).since(plainThere);
                System.out.printf(
                        "repeated.here.millis=%d%nplain.here.millis=%d%nrepeated.there.share=%.4f%nplain.there.share=%.4f%n"
                                + "repeated.size=%.0f%nplain.size=%.0f%n",
                        repeatedMade, plainMade, repeatedShare, plainShare, repeatedSize, plainSize);

                assertThat(repeatedMade)
                        .as("made up by us, ms; the gateway: %s", court.state())
                        .isLessThan(plainMade / 2);
                assertThat(repeatedSize)
                        .as("octets of a packet; the gateway: %s", court.state())
                        .isGreaterThan(LARGER * plainSize);
                assertThat(repeatedShare)
                        .as("made up by the browser: %s", repeated.statistics())
                        .isLessThan(plainShare / 5);
                Proof.hears(REPEATED, Set.of(ROOM), repeated.soundInTheLast(5), MeasuredPage.SAMPLE_RATE);
                Proof.hears(ROOM, Set.of(REPEATED, PLAIN), room.receivedInTheLast(5), BaresipPeer.SAMPLE_RATE);

                for (BrowserPeer phone : Set.of(repeated, plain)) {
                    phone.page().getByTestId("leave").click();
                }
                room.hangUp();
                court.awaitLegs(0);
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    /** Milliseconds of a party's sound. */
    private static long madeUpByUs(Court court, int party) throws Exception {
        return court.sound(party, "received").path("concealed").asLong();
    }

    /** Counts of the sound that the gateway has sent. */
    private record Sent(long packets, long octets) {

        static Sent to(Court court, int party) throws Exception {
            JsonNode sound = court.sound(party, "sent");
            return new Sent(sound.path("packets").asLong(), sound.path("bytes").asLong());
        }

        double sizeSince(Sent before) {
            return (double) (octets - before.octets) / (packets - before.packets);
        }
    }

    /** Samples that a browser played, and of those that it made up without the help of any packet. */
    private record MadeUp(long samples, long all) {

        static MadeUp by(BrowserPeer phone) {
            JsonNode sound = phone.stream("inbound-rtp", "audio");
            return new MadeUp(
                    sound.path("concealedSamples").asLong()
                            - sound.path("silentConcealedSamples").asLong(),
                    sound.path("totalSamplesReceived").asLong());
        }

        double since(MadeUp before) {
            return (double) (samples - before.samples) / (all - before.all);
        }
    }
}
