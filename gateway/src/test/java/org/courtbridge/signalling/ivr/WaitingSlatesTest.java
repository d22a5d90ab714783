package org.courtbridge.signalling.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.courtbridge.codecs.audio.Pcm;
import org.courtbridge.court.conference.KeyAnswer;
import org.courtbridge.court.conference.SampleHearings;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.Announcement;
import org.courtbridge.media.leg.Leg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaitingSlatesTest {

    private static final Leg LEG = new QuietRoom(Optional.empty());

    private Instant now = Instant.parse("2026-11-25T09:05:58Z");
    private final WaitingSlates slates = new WaitingSlates(ZoneId.of("Asia/Almaty"), () -> now, Language.KAZAKH);

    private static HearingState hearing(Phase phase, HearingCommand.Admission admission) {
        PartyId party = PartyId.device("1");
        SequencedMap<PartyId, HearingState.Seat> seats = new LinkedHashMap<>();
        seats.put(
                party,
                new HearingState.Seat(
                        party,
                        "Зал",
                        admission,
                        admission == HearingCommand.Admission.DIRECT,
                        HearingCommand.Muting.HEARD,
                        false,
                        Optional.of(LEG.id()),
                        Optional.empty(),
                        false));
        return SampleHearings.of("h", "100", "№ 7599 ісі", Optional.of("1234"), phase, seats, 1);
    }

    private PromptScreen slate(Phase phase, HearingCommand.Admission admission) {
        return (PromptScreen) slates.of(LEG, hearing(phase, admission)).orElseThrow();
    }

    @Test
    void whoWaitsSeesTheTitleThatHeWaitsAndTheTime() {
        PromptScreen slate = slate(Phase.IN_SESSION, HearingCommand.Admission.LOBBY);
        assertThat(slate.headline()).isEqualTo("№ 7599 ісі");
        assertThat(slate.notice()).contains("Хатшы сізді кіргізгенше күтіңіз");
        assertThat(slate.clock()).contains("14:05");
        assertThat(slate(Phase.IN_SESSION, HearingCommand.Admission.LOBBY)).isEqualTo(slate);
        now = now.plusSeconds(2);
        assertThat(slate(Phase.IN_SESSION, HearingCommand.Admission.LOBBY).clock())
                .contains("14:06");
    }

    @Test
    void languageIsTheOneChosenForTheCall() {
        slates.speak(LEG.id(), Language.ENGLISH);
        assertThat(slate(Phase.ADJOURNED, HearingCommand.Admission.DIRECT).notice())
                .contains("The hearing is adjourned");
        slates.forget(LEG.id());
        assertThat(slate(Phase.ADJOURNED, HearingCommand.Admission.DIRECT).notice())
                .contains("Үзіліс жарияланды");
    }

    @Test
    void languageIsElseThatOfTheRoomAndElseTheCourts() {
        assertThat(slates.language(LEG)).isEqualTo(Language.KAZAKH);
        Leg russian = new QuietRoom(Optional.of(Language.RUSSIAN));
        assertThat(slates.language(russian)).isEqualTo(Language.RUSSIAN);
        slates.speak(russian.id(), Language.ENGLISH);
        assertThat(slates.language(russian)).isEqualTo(Language.ENGLISH);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void whoComesIntoTheLobbyIsToldAloudInThatLanguageAfterAPause(Language language) {
        Announcement told = slates.aloud(new QuietRoom(Optional.of(language)));
        Announcement words = Prompts.shared().say(List.of(Prompt.WAITING.in(language)));
        float[] block = new float[Pcm.BLOCK];
        for (int i = 0; i < 50; i++) {
            assertThat(told.next(block)).isTrue();
            assertThat(block).as("the first second").containsOnly(0);
        }
        float[] expected = new float[Pcm.BLOCK];
        while (words.next(expected)) {
            assertThat(told.next(block)).isTrue();
            assertThat(block).isEqualTo(expected);
        }
        assertThat(told.next(block)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyKeyIsAnsweredInWordsOfItsOwn(Language language) {
        Set<Long> lengths = new HashSet<>();
        for (KeyAnswer answer : KeyAnswer.values()) {
            Announcement told = slates.answer(new QuietRoom(Optional.of(language)), answer);
            float[] block = new float[Pcm.BLOCK];
            double loudest = 0;
            long blocks = 0;
            for (; told.next(block); blocks++) {
                loudest = Math.max(loudest, Pcm.level(block, Pcm.BLOCK) + 127);
            }
            assertThat(blocks).as("20 ms of %s", answer).isBetween(30L, 500L);
            assertThat(loudest).as("%s above silence", answer).isGreaterThan(90);
            lengths.add(blocks);
        }
        assertThat(lengths).as("different words").hasSizeGreaterThan(KeyAnswer.values().length / 2);
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void everyPhaseHasWordsOfItsOwn(Phase phase) {
        PromptScreen waiting = slate(phase, HearingCommand.Admission.LOBBY);
        PromptScreen admitted = slate(phase, HearingCommand.Admission.DIRECT);
        assertThat(admitted.notice()).isPresent().isNotEqualTo(waiting.notice());
    }

    @Test
    void whoHasNoSeatSeesNoTitle() {
        assertThat(slates.of(new QuietRoom(Optional.empty()), hearing(Phase.LOBBY, HearingCommand.Admission.LOBBY)))
                .isEmpty();
    }
}
