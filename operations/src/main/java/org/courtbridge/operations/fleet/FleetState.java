package org.courtbridge.operations.fleet;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.DeviceWarning;
import org.courtbridge.devices.Power;

/** State of an item, in a word; several may hold at once. The worst comes first. */
public enum FleetState {
    /** It does not answer its driver, or says that something is wrong. */
    FAULT,
    /** Its password was rotated, and it has proved none but a former one, which will lapse. */
    OLD_PASSWORD,
    /** It is registered with us, and does not answer what it is asked; calls are tried all the same. */
    SILENT,
    /** Its microphones are off. */
    MUTED,
    IN_CALL,
    STANDBY,
    /** With us, or, as it says, with anybody. */
    REGISTERED,
    /** Its driver reaches it, and there is nothing else to tell. */
    ANSWERS,
    /** Nobody knows anything. */
    UNKNOWN;

    /** Warnings of something that somebody chose to have off, which is no fault. */
    private static final Set<DeviceWarning> CHOSEN =
            EnumSet.of(DeviceWarning.PICTURE_BLANKED, DeviceWarning.SOUND_MUTED);

    /**
     * @param answer of its driver; empty without a driver, or before the first
     * @param registration here
     * @param inHearing with a call of ours
     */
    static Set<FleetState> of(Optional<StatusAnswer> answer, RegistrationHere registration, boolean inHearing) {
        Set<FleetState> states = EnumSet.noneOf(FleetState.class);
        if (registration != RegistrationHere.NONE) {
            states.add(REGISTERED);
        }
        if (registration == RegistrationHere.SILENT) {
            states.add(SILENT);
        }
        if (inHearing) {
            states.add(IN_CALL);
        }
        answer.ifPresent(last -> {
            switch (last) {
                case StatusAnswer.Told told -> add(told.status(), states);
                case StatusAnswer.Failed _ -> states.add(FAULT);
            }
            if (states.isEmpty()) {
                states.add(ANSWERS);
            }
        });
        if (states.isEmpty()) {
            states.add(UNKNOWN);
        }
        return states;
    }

    private static void add(DeviceStatus status, Set<FleetState> states) {
        if (status.registered().orElse(false)) {
            states.add(REGISTERED);
        }
        if (status.inCall().orElse(false)) {
            states.add(IN_CALL);
        }
        if (status.microphonesMuted().orElse(false)) {
            states.add(MUTED);
        }
        if (status.power()
                .filter(power -> power == Power.STANDBY || power == Power.COOLING_DOWN)
                .isPresent()) {
            states.add(STANDBY);
        }
        boolean wrong = !CHOSEN.containsAll(status.warnings())
                || !status.cameraConnected().orElse(true)
                || !status.displayConnected().orElse(true);
        if (wrong) {
            states.add(FAULT);
        }
    }
}
