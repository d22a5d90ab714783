package org.courtbridge.devices.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.CameraPosition;

/**
 * A room as its devices have it. While it is stuck nothing that a device is told has an effect, though the device says yes to
 * everything.
 */
public final class SimulatedRoom {

    private boolean stuck;
    private boolean asleep;
    private boolean registered = true;
    private boolean microphonesMuted;
    private boolean autoAnswer;
    private boolean blanked;
    private boolean soundMuted;
    private boolean cameraConnected = true;
    private boolean displayConnected = true;
    private int volume = 50;
    private int volumeSteps;
    private double temperature = 41;
    private String input = "31";
    private CameraPosition camera = CameraPosition.HOME;
    private Optional<String> message = Optional.empty();
    private final Map<Integer, CameraPosition> presets = new HashMap<>();
    private final Map<String, String> configuration = new HashMap<>();
    private final List<ActiveCall> calls = new ArrayList<>();
    private int callsSoFar;

    /** From now on commands have no effect. */
    public synchronized void stick() {
        stuck = true;
    }

    public synchronized boolean isStuck() {
        return stuck;
    }

    public synchronized boolean isAsleep() {
        return asleep;
    }

    public synchronized void sleep(boolean wanted) {
        if (!stuck) {
            asleep = wanted;
        }
    }

    public synchronized boolean isRegistered() {
        return registered;
    }

    public synchronized void register(boolean wanted) {
        registered = wanted;
    }

    public synchronized boolean microphonesMuted() {
        return microphonesMuted;
    }

    public synchronized void muteMicrophones(boolean wanted) {
        if (!stuck) {
            microphonesMuted = wanted;
        }
    }

    public synchronized boolean answersByItself() {
        return autoAnswer;
    }

    public synchronized void answerByItself(boolean wanted) {
        if (!stuck) {
            autoAnswer = wanted;
        }
    }

    public synchronized boolean isBlanked() {
        return blanked;
    }

    public synchronized void blank(boolean wanted) {
        if (!stuck) {
            blanked = wanted;
        }
    }

    public synchronized boolean soundMuted() {
        return soundMuted;
    }

    /** Its loudspeakers, whatever their volume. */
    public synchronized void muteSound(boolean wanted) {
        if (!stuck) {
            soundMuted = wanted;
        }
    }

    public synchronized boolean cameraConnected() {
        return cameraConnected;
    }

    public synchronized void connectCamera(boolean wanted) {
        cameraConnected = wanted;
    }

    public synchronized boolean displayConnected() {
        return displayConnected;
    }

    public synchronized void connectDisplay(boolean wanted) {
        displayConnected = wanted;
    }

    /** 0 to 100. */
    public synchronized int volume() {
        return volume;
    }

    public synchronized void volume(int percent) {
        if (!stuck) {
            volume = Math.clamp(percent, 0, 100);
        }
    }

    /** Steps by which it became louder since it was switched on, for devices that know no figure. */
    public synchronized int volumeSteps() {
        return volumeSteps;
    }

    public synchronized void stepVolume(int steps) {
        if (!stuck) {
            volumeSteps += steps;
        }
    }

    /** In degrees Celsius. */
    public synchronized double temperature() {
        return temperature;
    }

    public synchronized void temperature(double celsius) {
        temperature = celsius;
    }

    public synchronized String input() {
        return input;
    }

    public synchronized void input(String wanted) {
        if (!stuck) {
            input = wanted;
        }
    }

    public synchronized CameraPosition camera() {
        return camera;
    }

    public synchronized void camera(UnaryOperator<CameraPosition> move) {
        if (!stuck) {
            camera = move.apply(camera);
        }
    }

    public synchronized Optional<CameraPosition> preset(int number) {
        return Optional.ofNullable(presets.get(number));
    }

    public synchronized void storePreset(int number) {
        if (!stuck) {
            presets.put(number, camera);
        }
    }

    public synchronized Optional<String> message() {
        return message;
    }

    public synchronized void show(Optional<String> text) {
        if (!stuck) {
            message = text;
        }
    }

    public synchronized Optional<String> configuration(String path) {
        return Optional.ofNullable(configuration.get(path));
    }

    public synchronized void configure(String path, String value) {
        if (!stuck) {
            configuration.put(path, value);
        }
    }

    public synchronized List<ActiveCall> calls() {
        return List.copyOf(calls);
    }

    /** Somebody calls the room, which answers if it does so by itself. */
    public synchronized ActiveCall ring(String remote) {
        return add(remote, autoAnswer ? ActiveCall.State.CONNECTED : ActiveCall.State.RINGING);
    }

    /** The room calls somebody, who answers at once. */
    public synchronized Optional<ActiveCall> dial(String remote) {
        return stuck ? Optional.empty() : Optional.of(add(remote, ActiveCall.State.CONNECTED));
    }

    private ActiveCall add(String remote, ActiveCall.State state) {
        ActiveCall call = new ActiveCall(String.valueOf(++callsSoFar), remote, state);
        calls.add(call);
        return call;
    }

    public synchronized void answer(String id) {
        if (!stuck) {
            calls.replaceAll(call ->
                    call.id().equals(id) ? new ActiveCall(id, call.remote(), ActiveCall.State.CONNECTED) : call);
        }
    }

    public synchronized void hangUp(String id) {
        if (!stuck) {
            calls.removeIf(call -> call.id().equals(id));
        }
    }
}
