package org.courtbridge.devices;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Something that a device is to do. */
public sealed interface DeviceCommand {

    Capability capability();

    enum Setting {
        ON,
        OFF;

        public boolean isOn() {
            return this == ON;
        }
    }

    enum CallProtocol {
        SIP,
        H323
    }

    /** Calls somebody. A device that is in a call already refuses, and stays in it. */
    record Dial(String address, CallProtocol protocol) implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.DIAL;
        }
    }

    /** Ends every call. Nothing to end is no failure. */
    record HangUp() implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.HANG_UP;
        }
    }

    /** Answers the call that rings. */
    record Answer() implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.ANSWER;
        }
    }

    record AutoAnswer(Setting setting) implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.AUTO_ANSWER;
        }
    }

    record MuteMicrophones(Setting setting) implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.MUTE_MICROPHONES;
        }
    }

    /** @param percent of the loudest, 0 to 100 */
    record SetVolume(int percent) implements DeviceCommand {
        public SetVolume {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("volume: %d (expected: 0 to 100)".formatted(percent));
            }
        }

        @Override
        public Capability capability() {
            return Capability.SET_VOLUME;
        }
    }

    /** One step louder or softer, where a device takes no figure and tells none. */
    record StepVolume(VolumeStep step) implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.STEP_VOLUME;
        }
    }

    enum VolumeStep {
        UP,
        DOWN
    }

    record Wake() implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.WAKE;
        }
    }

    record Standby() implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.STANDBY;
        }
    }

    /** @param input by the device's own name for it */
    record SelectInput(String input) implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.SELECT_INPUT;
        }
    }

    /** Shows nothing, and plays nothing, or goes on. */
    record BlankPicture(Setting setting) implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.BLANK_PICTURE;
        }
    }

    record MoveCamera(CameraPosition position) implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.MOVE_CAMERA;
        }
    }

    /** @param preset counted as the device's remote control counts, from 1 */
    record StorePreset(int preset) implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.CAMERA_PRESETS;
        }
    }

    /** @param preset counted as the device's remote control counts, from 1 */
    record RecallPreset(int preset) implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.CAMERA_PRESETS;
        }
    }

    record ShowMessage(String text, Duration time) implements DeviceCommand {
        @Override
        public Capability capability() {
            return Capability.SHOW_MESSAGE;
        }
    }

    /**
     * Sets what the device keeps. Its text has the names only: the values may be passwords.
     *
     * @param settings by the device's own names, in the order in which they are told where the device has none of its own
     * @param secrets names of those whose values no device is asked for again
     */
    record Configure(Map<String, String> settings, Set<String> secrets) implements DeviceCommand {
        public Configure {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
            secrets = Set.copyOf(secrets);
        }

        /** One of whose values every device may be asked again, as none counts as a secret. */
        public static Configure allReadable(Map<String, String> settings) {
            return new Configure(settings, Set.of());
        }

        /** The same without the values, which may be passwords, to be kept. */
        public Configure namesOnly() {
            Map<String, String> names = new TreeMap<>();
            settings.keySet().forEach(name -> names.put(name, ""));
            return allReadable(names);
        }

        @Override
        public Capability capability() {
            return Capability.CONFIGURE;
        }

        @Override
        public String toString() {
            return "Configure" + new TreeMap<>(settings).keySet();
        }
    }
}
