package org.courtbridge.signalling.webrtc;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.Floor;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.Refusal;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Subject;
import org.courtbridge.provisioning.testcall.Verdict;
import org.jspecify.annotations.Nullable;

/** Message to a page: JSON with the kind in {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ToBrowser.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = ToBrowser.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = ToBrowser.Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = ToBrowser.Admitted.class, name = "admitted"),
    @JsonSubTypes.Type(value = ToBrowser.Hearing.class, name = "hearing"),
    @JsonSubTypes.Type(value = ToBrowser.Standing.class, name = "standing"),
    @JsonSubTypes.Type(value = ToBrowser.Arranged.class, name = "arranged"),
    @JsonSubTypes.Type(value = ToBrowser.Pictures.class, name = "pictures"),
    @JsonSubTypes.Type(value = ToBrowser.TestProgress.class, name = "test-progress"),
    @JsonSubTypes.Type(value = ToBrowser.TestVerdicts.class, name = "test-verdicts"),
    @JsonSubTypes.Type(value = ToBrowser.TestRefused.class, name = "test-refused"),
    @JsonSubTypes.Type(value = ToBrowser.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = ToBrowser.Refused.class, name = "error"),
    @JsonSubTypes.Type(value = ToBrowser.InVain.class, name = "in-vain"),
    @JsonSubTypes.Type(value = ToBrowser.Pong.class, name = "pong")
})
sealed interface ToBrowser {

    /**
     * The first message.
     *
     * @param resume what the page shows to come back to this leg after its connection broke
     * @param resumed whether it just did
     * @param recorded whether what is said and shown in hearings is written to files
     */
    record Welcome(String resume, boolean resumed, boolean recorded) implements ToBrowser {}

    record Answer(String sdp) implements ToBrowser {}

    record Waiting() implements ToBrowser {}

    record Admitted() implements ToBrowser {}

    record Hearing(String number, String title, HearingState.Phase phase) implements ToBrowser {}

    /**
     * @param muting what the clerk decided
     * @param hand whether the person asks to speak, or may
     * @param sharing whether the person's screen is what the others are to see
     */
    record Standing(HearingCommand.Muting muting, Floor.Hand hand, boolean sharing) implements ToBrowser {}

    /**
     * The layout in which the person sees the others.
     *
     * @param layout of one picture with all of them; null for a picture of each
     * @param seesSelf whether the person is in that one picture, too
     */
    record Arranged(@Nullable Layout layout, boolean seesSelf) implements ToBrowser {}

    /**
     * @param names name of the party shown by mid
     * @param missing how many more pictures there would be to show
     * @param tooWide names of the parties whose pictures the line to the page has no room for
     * @param screen mid of the picture that is somebody's screen; null if none is
     */
    record Pictures(
            Map<String, String> names,
            int missing,
            List<String> tooWide,
            @Nullable String screen) implements ToBrowser {}

    /** @param seconds that the step takes; 0 if nobody knows */
    record TestProgress(LegNotice.Testing.Step step, long seconds) implements ToBrowser {}

    /** Result of a test call. */
    record TestVerdicts(Outcome outcome, List<Said> verdicts) implements ToBrowser {

        /**
         * A verdict in every language, as the page changes its own by itself.
         *
         * @param paragraph of the rules that asks for it
         * @param necessary whether nothing is well without it
         * @param person for the person, by language
         * @param technician for the technician, by language
         */
        record Said(
                Check check,
                Subject subject,
                Outcome outcome,
                String paragraph,
                boolean necessary,
                Map<String, String> person,
                Map<String, String> technician) {

            static Said of(Verdict verdict) {
                return new Said(
                        verdict.check(),
                        verdict.check().subject(),
                        verdict.outcome(),
                        verdict.check().paragraph(),
                        verdict.check().isNecessary(),
                        inEach(verdict::forPerson),
                        inEach(verdict::forTechnician));
            }

            private static Map<String, String> inEach(Function<Locale, String> sentence) {
                Map<String, String> sentences = new LinkedHashMap<>();
                for (Language language : Language.values()) {
                    sentences.put(language.tag(), sentence.apply(language.locale()));
                }
                return sentences;
            }
        }
    }

    /** There is no test call. */
    record TestRefused(LegNotice.NotTested.Why why) implements ToBrowser {}

    /** The last message. */
    record Ended(EndReason reason) implements ToBrowser {}

    /** The page's message was not heeded; nothing else changes. */
    record Refused(String message) implements ToBrowser {}

    /**
     * The hearing does not do what the person asked for.
     *
     * @param refusal why; null where it is no decision of the hearing's
     */
    record InVain(@Nullable Refusal refusal) implements ToBrowser {}

    record Pong() implements ToBrowser {}

    static ToBrowser of(LegNotice notice) {
        return switch (notice) {
            case LegNotice.Waiting waiting -> new Waiting();
            case LegNotice.Admitted admitted -> new Admitted();
            case LegNotice.HearingChanged changed -> new Hearing(changed.number(), changed.title(), changed.phase());
            case LegNotice.Standing standing -> new Standing(standing.muting(), standing.hand(), standing.sharing());
            case LegNotice.Arranged arranged -> new Arranged(arranged.layout().orElse(null), arranged.seesSelf());
            case LegNotice.Pictures pictures ->
                new Pictures(
                        pictures.names(),
                        pictures.missing(),
                        pictures.tooWide(),
                        pictures.screen().orElse(null));
            case LegNotice.Testing testing ->
                new TestProgress(testing.step(), testing.length().toSeconds());
            case LegNotice.Judged judged ->
                new TestVerdicts(
                        judged.outcome(),
                        judged.verdicts().stream().map(TestVerdicts.Said::of).toList());
            case LegNotice.NotTested not -> new TestRefused(not.why());
        };
    }

    default String json() {
        try {
            return FromBrowser.JSON.writerFor(ToBrowser.class).writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + getClass().getSimpleName(), e);
        }
    }
}
