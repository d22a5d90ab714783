package org.courtbridge.provisioning.testcall;

import java.util.OptionalDouble;
import org.courtbridge.provisioning.testcall.Rehearsal.Because;
import org.courtbridge.provisioning.testcall.Rehearsal.Party;

/**
 * What the measurements of one party say by themselves, whoever the others are (rules, paragraph 36).
 *
 * @param sound whether its sound comes to the gateway
 * @param picture whether its moving picture does
 * @param hears whether the sound of others arrives at the party
 * @param sees whether the pictures of others do
 */
public record PartyFindings(Finding sound, Finding picture, Finding hears, Finding sees) {

    /** dBov of 20 ms that no microphone falls short of that is on: what A-law makes of silence is -72. */
    private static final double DIGITAL_SILENCE = -72;

    /** dBov that the loudest 20 ms of somebody who spoke exceed. */
    private static final double SPOKEN = -45;

    /** Pictures a second below which nobody sees anything move. */
    private static final double MOVING = 3;

    /** One of them. */
    public record Finding(Outcome outcome, Because because) {

        private static Finding fail(Because because) {
            return new Finding(Outcome.FAIL, because);
        }

        private static Finding open(Because because) {
            return new Finding(Outcome.COULD_NOT_TELL, because);
        }
    }

    /** @param limits of which {@link Check#SOUND_SENT} and {@link Check#PICTURE_SENT} count */
    public static PartyFindings of(Party party, Limits limits) {
        return new PartyFindings(sound(party), picture(party), hears(party, limits), sees(party, limits));
    }

    private static Finding sound(Party party) {
        if (party.sound().isEmpty()) {
            return Finding.fail(Because.NOTHING_COMES);
        }
        double loudest = party.sound().getAsDouble();
        if (loudest <= DIGITAL_SILENCE) {
            return Finding.fail(Because.MUTED);
        }
        return loudest < SPOKEN ? Finding.open(Because.NOBODY_SPOKE) : new Finding(Outcome.PASS, Because.ARRIVES);
    }

    private static Finding picture(Party party) {
        double rate = party.pictures().orElse(0);
        if (rate == 0) {
            return Finding.fail(Because.NOTHING_COMES);
        }
        return rate < MOVING ? Finding.fail(Because.STANDS_STILL) : new Finding(Outcome.PASS, Because.ARRIVES);
    }

    private static Finding hears(Party party, Limits limits) {
        return arrives(party.soundLoss(), limits.of(Check.SOUND_SENT));
    }

    private static Finding sees(Party party, Limits limits) {
        if (!party.takesPictures()) {
            return Finding.open(Because.HAS_NO_PICTURE);
        }
        return party.unseen().values().stream()
                .min(Because::compareTo)
                .map(Finding::fail)
                .orElseGet(() -> picturesArrive(party, limits));
    }

    /** Whether those pictures of others arrive that the party is shown. */
    static Finding picturesArrive(Party party, Limits limits) {
        return arrives(party.pictureLoss(), limits.of(Check.PICTURE_SENT));
    }

    private static Finding arrives(OptionalDouble loss, Limit limit) {
        Outcome outcome = limit.judge(loss);
        Because because =
                loss.isEmpty() ? Because.NOT_REPORTED : outcome == Outcome.PASS ? Because.ARRIVES : Because.LOST;
        return new Finding(outcome, because);
    }
}
