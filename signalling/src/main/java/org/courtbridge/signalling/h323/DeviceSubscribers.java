package org.courtbridge.signalling.h323;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.ras.Subscribers;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.signalling.ivr.DialPlan;

/** The devices of the inventory, as the gatekeeper asks about them: the same users and passwords as of SIP. */
final class DeviceSubscribers implements Subscribers {

    private final Devices devices;
    private final Predicate<String> isHearing;

    /** @param isHearing whether a hearing has that number now, or it leads to a test */
    DeviceSubscribers(Devices devices, Predicate<String> isHearing) {
        this.devices = devices;
        this.isHearing = isHearing;
    }

    @Override
    public Optional<String> password(String name) {
        return devices.passwordOf(name);
    }

    @Override
    public List<String> formerPasswords(String name) {
        return devices.byUsername(name)
                .filter(Device::enabled)
                .map(device -> devices.formerPasswords(device.id()))
                .orElse(List.of());
    }

    @Override
    public void registered(String name, String password) {
        if (devices.passwordOf(name).filter(password::equals).isPresent()) {
            devices.byUsername(name).map(Device::id).ifPresent(devices::supersedeFormerPasswords);
        }
    }

    /**
     * By its user name, its own name, or anything that neither is somebody else's nor leads to the menu: a number, too, as
     * long as no hearing has it.
     */
    @Override
    public boolean mayBeCalled(Optional<String> name, AliasAddress alias) {
        Optional<Device> device = name.flatMap(devices::byUsername);
        Optional<String> text = alias.text();
        if (device.isEmpty() || text.isEmpty()) {
            return false;
        }
        Optional<Device> owner = devices.byUsername(text.get());
        return text.get().equals(device.get().name())
                || owner.map(Device::id).equals(device.map(Device::id))
                || owner.isEmpty() && (!isHere(alias) || number(alias).isPresent());
    }

    @Override
    public boolean isHere(AliasAddress destination) {
        return dialled(destination)
                .filter(led -> !(led instanceof DialPlan.Target.Nowhere))
                .isPresent();
    }

    @Override
    public boolean isVacant(AliasAddress destination) {
        return number(destination).filter(number -> !isHearing.test(number)).isPresent();
    }

    /** Of a hearing, if there is one. */
    private static Optional<String> number(AliasAddress alias) {
        return dialled(alias)
                .filter(DialPlan.Target.Hearing.class::isInstance)
                .map(led -> ((DialPlan.Target.Hearing) led).number());
    }

    private static Optional<DialPlan.Target> dialled(AliasAddress alias) {
        return alias.text().map(DialPlan::of);
    }
}
