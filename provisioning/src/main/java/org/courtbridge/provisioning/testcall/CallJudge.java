package org.courtbridge.provisioning.testcall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.courtbridge.provisioning.testcall.ProbeReport.BothWays;
import org.courtbridge.provisioning.testcall.ProbeReport.Coding;
import org.courtbridge.provisioning.testcall.ProbeReport.Connection;
import org.courtbridge.provisioning.testcall.ProbeReport.Equipment;

/** Judges the call itself, the place's reports on what it is sent, and its device's own status. */
final class CallJudge {

    private final Limits limits;
    private final KnownClients clients;

    CallJudge(Limits limits, KnownClients clients) {
        this.limits = limits;
        this.clients = clients;
    }

    List<Verdict> judge(Connection.Connected call, Optional<Equipment> device) {
        List<String> names = Stream.of(call.client(), device.flatMap(Equipment::firmware))
                .flatMap(Optional::stream)
                .toList();
        return List.of(
                of(Check.CONNECTION, OptionalDouble.of(1)),
                of(Check.ENCRYPTION, state(call.encrypted())),
                of(Check.CLIENT_VERSION, clients.serves(names)));
    }

    /** Judges the codings of a call in which what was not agreed may be held just then. */
    List<Verdict> judge(ProbeReport.Codings codings) {
        return List.of(
                coding(Check.SOUND_CODING, codings.sound(), false),
                coding(Check.PICTURE_CODING, codings.picture(), false));
    }

    /** Judges the codings of a call in which all should be agreed, but what the place withholds. */
    List<Verdict> judge(ProbeReport.Codings codings, ProbeReport.Withheld withheld) {
        return List.of(
                coding(Check.SOUND_CODING, codings.sound(), withheld.sound().isEmpty()),
                coding(
                        Check.PICTURE_CODING,
                        codings.picture(),
                        withheld.picture().isEmpty()));
    }

    /** @param expected whether it is a fault if none was agreed */
    private Verdict coding(Check check, Optional<BothWays> codings, boolean expected) {
        return codings.map(known -> coding(check, known, expected).naming(names(known)))
                .orElseGet(() -> Verdict.couldNotTell(check, limits, Doubt.NOT_MEASURED));
    }

    /** One direction that fails is enough, and one alone does not pass. */
    private Verdict coding(Check check, BothWays codings, boolean expected) {
        List<Coding> agreed = Stream.of(codings.up(), codings.down())
                .flatMap(Optional::stream)
                .toList();
        if (agreed.size() < 2 && expected) {
            return Verdict.failed(check, 0, limits, Reason.NOT_AGREED);
        }
        double[] figures = agreed.stream()
                .map(Coding::figure)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        Verdict least = Verdict.of(check, DoubleStream.of(figures).min(), limits, Doubt.NO_MEDIA);
        return figures.length < 2 && least.outcome() == Outcome.PASS
                ? Verdict.couldNotTell(check, limits, Doubt.NO_MEDIA)
                : least;
    }

    private static Verdict.Codings names(BothWays codings) {
        return new Verdict.Codings(name(codings.up()), name(codings.down()));
    }

    private static String name(Optional<Coding> coding) {
        return coding.flatMap(Coding::name).orElse("");
    }

    List<Verdict> judge(Connection.Failed call) {
        return List.of(
                Reason.of(call.failure())
                        .map(reason -> Verdict.failed(Check.CONNECTION, 0, limits, reason))
                        .orElseGet(() -> Verdict.couldNotTell(Check.CONNECTION, limits, Doubt.GATEWAY)),
                Verdict.couldNotTell(Check.ENCRYPTION, limits, doubt(call)),
                Verdict.couldNotTell(Check.CLIENT_VERSION, limits, doubt(call)),
                Verdict.couldNotTell(Check.SOUND_CODING, limits, doubt(call)),
                Verdict.couldNotTell(Check.PICTURE_CODING, limits, doubt(call)));
    }

    /** Why nothing is known of a place without a call. */
    static Doubt doubt(Connection.Failed call) {
        return Reason.of(call.failure()).isPresent() ? Doubt.NO_CALL : Doubt.GATEWAY;
    }

    List<Verdict> judge(ProbeReport.Sent sent) {
        return List.of(
                of(Check.SOUND_SENT, sent.soundLoss()),
                of(Check.PICTURE_SENT, sent.pictureLoss()),
                of(Check.PICTURE_SHOWN, sent.framesDecoded()),
                of(Check.KEYFRAME_RECOVERY, sent.keyframeRecovery()));
    }

    /** Whoever has no driver was not asked. */
    List<Verdict> judge(Optional<Equipment> device) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(of(
                Check.MICROPHONE_ON,
                state(device.flatMap(Equipment::microphonesMuted).map(muted -> !muted))));
        verdicts.add(of(Check.LOUDSPEAKER_VOLUME, device.map(Equipment::volume).orElse(OptionalDouble.empty())));
        verdicts.add(of(Check.CAMERA_CONNECTED, state(device.flatMap(Equipment::cameraConnected))));
        verdicts.add(of(Check.DISPLAY_CONNECTED, state(device.flatMap(Equipment::displayConnected))));
        return verdicts;
    }

    private static OptionalDouble state(Optional<Boolean> good) {
        return good.map(yes -> OptionalDouble.of(yes ? 1 : 0)).orElse(OptionalDouble.empty());
    }

    private Verdict of(Check check, OptionalDouble figure) {
        return Verdict.of(check, figure, limits, Doubt.NOT_MEASURED);
    }
}
