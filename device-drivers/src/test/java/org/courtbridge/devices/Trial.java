package org.courtbridge.devices;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.courtbridge.devices.DeviceCommand.CallProtocol;
import org.courtbridge.devices.DeviceCommand.Setting;
import org.courtbridge.devices.DeviceCommand.VolumeStep;
import org.courtbridge.devices.simulate.SimulatedRoom;

/** A command, how the room is before it, and what is so in the room when it was carried out, and only then. */
record Trial(DeviceCommand command, Consumer<SimulatedRoom> before, Predicate<SimulatedRoom> done) {

    private static final CameraPosition ASIDE = new CameraPosition(-0.5, 0.25, 0.5);

    /** @param preset the one to store */
    static List<Trial> all(Map<String, String> settings, String input, int preset) {
        List<Trial> all = new ArrayList<>();
        all.add(new Trial(
                new DeviceCommand.Dial("4711@court.example", CallProtocol.SIP),
                _ -> {},
                room -> room.calls().stream().anyMatch(call -> call.remote().contains("4711@court.example"))));
        all.add(new Trial(
                new DeviceCommand.HangUp(),
                room -> room.dial("4712@court.example"),
                room -> room.calls().isEmpty()));
        all.add(new Trial(
                new DeviceCommand.Answer(),
                room -> room.ring("4713@court.example"),
                room -> room.calls().stream().anyMatch(call -> call.state() == ActiveCall.State.CONNECTED)));
        for (Setting setting : Setting.values()) {
            boolean on = setting.isOn();
            all.add(new Trial(
                    new DeviceCommand.AutoAnswer(setting),
                    room -> room.answerByItself(!on),
                    room -> room.answersByItself() == on));
            all.add(new Trial(
                    new DeviceCommand.MuteMicrophones(setting),
                    room -> room.muteMicrophones(!on),
                    room -> room.microphonesMuted() == on));
            all.add(new Trial(
                    new DeviceCommand.BlankPicture(setting), room -> room.blank(!on), room -> room.isBlanked() == on));
        }
        all.add(new Trial(new DeviceCommand.SetVolume(80), _ -> {}, room -> room.volume() == 80));
        all.add(new Trial(new DeviceCommand.StepVolume(VolumeStep.UP), _ -> {}, room -> room.volumeSteps() == 1));
        all.add(new Trial(new DeviceCommand.StepVolume(VolumeStep.DOWN), _ -> {}, room -> room.volumeSteps() == -1));
        all.add(new Trial(new DeviceCommand.Wake(), room -> room.sleep(true), room -> !room.isAsleep()));
        all.add(new Trial(new DeviceCommand.Standby(), _ -> {}, SimulatedRoom::isAsleep));
        all.add(new Trial(
                new DeviceCommand.SelectInput(input),
                _ -> {},
                room -> room.input().equals(input)));
        all.add(new Trial(
                new DeviceCommand.MoveCamera(ASIDE),
                _ -> {},
                room -> room.camera().isNear(ASIDE, 0.01)));
        all.add(new Trial(
                new DeviceCommand.StorePreset(preset),
                room -> room.camera(_ -> ASIDE),
                room -> room.preset(preset).filter(ASIDE::equals).isPresent()));
        all.add(new Trial(
                new DeviceCommand.RecallPreset(3),
                room -> {
                    room.camera(_ -> ASIDE);
                    room.storePreset(3);
                    room.camera(_ -> CameraPosition.HOME);
                },
                room -> room.camera().isNear(ASIDE, 0.01)));
        all.add(new Trial(
                new DeviceCommand.ShowMessage("The hearing begins at 10:00", Duration.ofSeconds(30)),
                _ -> {},
                room -> room.message()
                        .filter("The hearing begins at 10:00"::equals)
                        .isPresent()));
        all.add(new Trial(
                DeviceCommand.Configure.allReadable(settings),
                _ -> {},
                room -> settings.entrySet().stream()
                        .allMatch(entry -> room.configuration(entry.getKey())
                                .filter(entry.getValue()::equals)
                                .isPresent())));
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return command.toString();
    }
}
