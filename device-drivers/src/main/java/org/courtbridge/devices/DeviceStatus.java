package org.courtbridge.devices;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * State of a device. Empty is what it did not tell.
 *
 * @param registered with at least one SIP or H.323 registrar
 * @param volume of its loudspeakers, 0 to 100
 * @param temperature in degrees Celsius
 * @param input by the device's own name for it
 */
public record DeviceStatus(
        Optional<Power> power,
        Optional<Boolean> registered,
        Optional<List<ActiveCall>> calls,
        Optional<Boolean> microphonesMuted,
        Optional<Integer> volume,
        Optional<Boolean> cameraConnected,
        Optional<Boolean> displayConnected,
        Optional<Double> temperature,
        Optional<String> firmware,
        Optional<String> input,
        Optional<CameraPosition> camera,
        Set<DeviceWarning> warnings) {

    public DeviceStatus {
        warnings = Set.copyOf(warnings);
    }

    public Optional<Boolean> inCall() {
        return calls.map(all -> !all.isEmpty());
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects what a device tells, answer by answer. */
    public static final class Builder {

        private Optional<Power> power = Optional.empty();
        private Optional<Boolean> registered = Optional.empty();
        private Optional<List<ActiveCall>> calls = Optional.empty();
        private Optional<Boolean> microphonesMuted = Optional.empty();
        private Optional<Integer> volume = Optional.empty();
        private Optional<Boolean> cameraConnected = Optional.empty();
        private Optional<Boolean> displayConnected = Optional.empty();
        private Optional<Double> temperature = Optional.empty();
        private Optional<String> firmware = Optional.empty();
        private Optional<String> input = Optional.empty();
        private Optional<CameraPosition> camera = Optional.empty();
        private final Set<DeviceWarning> warnings = EnumSet.noneOf(DeviceWarning.class);

        private Builder() {}

        public Builder power(Power told) {
            power = Optional.of(told);
            return this;
        }

        public Builder registered(boolean told) {
            registered = Optional.of(told);
            return this;
        }

        public Builder calls(List<ActiveCall> told) {
            calls = Optional.of(List.copyOf(told));
            return this;
        }

        public Builder microphonesMuted(boolean told) {
            microphonesMuted = Optional.of(told);
            return this;
        }

        public Builder volume(int told) {
            volume = Optional.of(told);
            return this;
        }

        public Builder cameraConnected(boolean told) {
            cameraConnected = Optional.of(told);
            return this;
        }

        public Builder displayConnected(boolean told) {
            displayConnected = Optional.of(told);
            return this;
        }

        public Builder temperature(double told) {
            temperature = Optional.of(told);
            return this;
        }

        public Builder firmware(String told) {
            firmware = Optional.of(told);
            return this;
        }

        public Builder input(String told) {
            input = Optional.of(told);
            return this;
        }

        public Builder camera(CameraPosition told) {
            camera = Optional.of(told);
            return this;
        }

        public Builder warning(DeviceWarning told) {
            warnings.add(told);
            return this;
        }

        public DeviceStatus build() {
            return new DeviceStatus(
                    power,
                    registered,
                    calls,
                    microphonesMuted,
                    volume,
                    cameraConnected,
                    displayConnected,
                    temperature,
                    firmware,
                    input,
                    camera,
                    warnings);
        }
    }
}
