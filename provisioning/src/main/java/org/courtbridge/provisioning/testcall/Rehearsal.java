package org.courtbridge.provisioning.testcall;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.provisioning.testcall.PartyFindings.Finding;

/**
 * Whether all parties of a hearing hear and see each other, before it begins (rules, paragraph 36): for each pair one answer for the
 * ears and one for the eyes. All of them are connected, and each has said something, as they were asked to.
 *
 * @param answers for each ordered pair of different parties, in the order of the parties
 */
public record Rehearsal(List<Answer> answers) {

    public Rehearsal {
        answers = List.copyOf(answers);
    }

    /**
     * The measurements of one party over some seconds.
     *
     * @param id of its seat
     * @param name as people know it
     * @param sound loudest 20 ms of what it sent, dBov; empty if it sent no sound
     * @param pictures a second that it sent; empty if it has agreed to send none
     * @param soundLoss per cent of the sound's packets that it missed, as it reports; empty if it does not
     * @param pictureLoss the same of the pictures that it was sent
     * @param takesPictures whether it has agreed to be sent pictures
     * @param unseen parties whose pictures it is not shown, each with why: one of {@link Because#CANNOT_BE_SHOWN}, {@link
     *     Because#LINE_TOO_NARROW} and {@link Because#GATEWAY_BUSY}
     */
    public record Party(
            String id,
            String name,
            OptionalDouble sound,
            OptionalDouble pictures,
            OptionalDouble soundLoss,
            OptionalDouble pictureLoss,
            boolean takesPictures,
            Map<String, Because> unseen) {

        public Party {
            unseen = Map.copyOf(unseen);
        }
    }

    /** Whether one party gets another's sound or picture. */
    public record Answer(Party to, Party from, Sense sense, Outcome outcome, Because because) {}

    public enum Sense {
        HEARS,
        SEES
    }

    /** Why the answer is what it is, the first that holds. */
    public enum Because {
        /** It comes from there, and arrives here. */
        ARRIVES,
        /** No sound comes from there at all, or no picture. */
        NOTHING_COMES,
        /** The sound from there is digital silence: the microphone is off. */
        MUTED,
        /** Nobody has spoken there. */
        NOBODY_SPOKE,
        /** The picture from there hardly moves. */
        STANDS_STILL,
        /** This party's device cannot show the picture from there. */
        CANNOT_BE_SHOWN,
        /** The line to this party does not carry the picture from there, nor the smallest that could be made of it. */
        LINE_TOO_NARROW,
        /** The gateway has no time to code the picture from there for this party. */
        GATEWAY_BUSY,
        /** This party has agreed to see nothing, as a telephone. */
        HAS_NO_PICTURE,
        /** Too much of it is lost on the way to this party. */
        LOST,
        /** This party does not report what arrives. */
        NOT_REPORTED
    }

    /** @param limits of which {@link Check#SOUND_SENT} and {@link Check#PICTURE_SENT} count */
    public static Rehearsal of(List<Party> parties, Limits limits) {
        List<Answer> answers = new ArrayList<>();
        for (Party to : parties) {
            for (Party from : parties) {
                if (to != from) {
                    PartyFindings there = PartyFindings.of(from, limits);
                    answers.add(answer(
                            to,
                            from,
                            Sense.HEARS,
                            hears(PartyFindings.of(to, limits).hears(), there.sound())));
                    answers.add(answer(to, from, Sense.SEES, sees(to, from, there.picture(), limits)));
                }
            }
        }
        return new Rehearsal(answers);
    }

    private static Answer answer(Party to, Party from, Sense sense, Finding finding) {
        return new Answer(to, from, sense, finding.outcome(), finding.because());
    }

    private static Finding hears(Finding arrives, Finding comes) {
        return comes.outcome() != Outcome.FAIL && arrives.outcome() != Outcome.PASS ? arrives : comes;
    }

    private static Finding sees(Party to, Party from, Finding comes, Limits limits) {
        if (!to.takesPictures()) {
            return new Finding(Outcome.COULD_NOT_TELL, Because.HAS_NO_PICTURE);
        }
        if (comes.because() == Because.NOTHING_COMES) {
            return comes;
        }
        Because unseen = to.unseen().get(from.id());
        if (unseen != null) {
            return new Finding(Outcome.FAIL, unseen);
        }
        return comes.outcome() == Outcome.FAIL ? comes : PartyFindings.picturesArrive(to, limits);
    }

    /** One answer that fails fails all, and one that could not tell leaves it open; that somebody takes no pictures does not count. */
    public Outcome outcome() {
        Set<Outcome> given = answers.stream()
                .filter(answer -> answer.because() != Because.HAS_NO_PICTURE)
                .map(Answer::outcome)
                .collect(Collectors.toSet());
        if (given.contains(Outcome.FAIL)) {
            return Outcome.FAIL;
        }
        return given.equals(Set.of(Outcome.PASS)) ? Outcome.PASS : Outcome.COULD_NOT_TELL;
    }
}
