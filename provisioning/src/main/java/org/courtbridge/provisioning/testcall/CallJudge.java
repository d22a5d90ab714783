package org.courtbridge.provisioning.testcall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
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

    List<Verdict> judge(Connection.Failed call) {
        return List.of(
                Reason.of(call.failure())
                        .map(reason -> Verdict.failed(Check.CONNECTION, 0, limits, reason))
                        .orElseGet(() -> Verdict.couldNotTell(Check.CONNECTION, limits, Doubt.GATEWAY)),
                Verdict.couldNotTell(Check.ENCRYPTION, limits, doubt(call)),
                Verdict.couldNotTell(Check.CLIENT_VERSION, limits, doubt(call)));
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
