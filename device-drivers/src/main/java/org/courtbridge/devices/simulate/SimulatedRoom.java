package org.courtbridge.devices.simulate;

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
    private boolean blanked;
    private boolean soundMuted;
    private boolean displayConnected = true;
    private int volume = 50;
    private int volumeSteps;
    private double temperature = 41;
    private String input = "31";
    private Optional<String> message = Optional.empty();
    private final SimulatedCamera camera = new SimulatedCamera();
    private final SimulatedCalls calls = new SimulatedCalls();
    private final Map<String, String> configuration = new HashMap<>();

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
        return calls.answerByThemselves();
    }

    public synchronized void answerByItself(boolean wanted) {
        if (!stuck) {
            calls.answerByThemselves(wanted);
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
        return camera.isConnected();
    }

    public synchronized void connectCamera(boolean wanted) {
        camera.connect(wanted);
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
        return camera.position();
    }

    public synchronized void camera(UnaryOperator<CameraPosition> move) {
        if (!stuck) {
            camera.move(move);
        }
    }

    public synchronized Optional<CameraPosition> preset(int number) {
        return camera.preset(number);
    }

    public synchronized void storePreset(int number) {
        if (!stuck) {
            camera.storePreset(number);
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
        return calls.all();
    }

    /** Somebody calls the room, which answers if it does so by itself. */
    public synchronized ActiveCall ring(String remote) {
        return calls.ring(remote);
    }

    /** The room calls somebody, who answers at once. */
    public synchronized Optional<ActiveCall> dial(String remote) {
        return stuck ? Optional.empty() : Optional.of(calls.dial(remote));
    }

    public synchronized void answer(String id) {
        if (!stuck) {
            calls.answer(id);
        }
    }

    public synchronized void hangUp(String id) {
        if (!stuck) {
            calls.hangUp(id);
        }
    }
}
