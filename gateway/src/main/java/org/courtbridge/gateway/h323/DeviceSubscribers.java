package org.courtbridge.gateway.h323;

import java.util.Optional;
import org.courtbridge.gateway.ivr.DialPlan;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.ras.Subscribers;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;

/** The devices of the inventory, as the gatekeeper asks about them: the same users and passwords as of SIP. */
final class DeviceSubscribers implements Subscribers {

    private final Devices devices;

    DeviceSubscribers(Devices devices) {
        this.devices = devices;
    }

    @Override
    public Optional<String> password(String name) {
        return devices.byUsername(name).filter(Device::enabled).flatMap(device -> devices.password(device.id()));
    }

    /** By its user name, its own name, or anything that neither is somebody else's nor leads to a hearing. */
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
                || owner.isEmpty() && !isHere(alias);
    }

    @Override
    public boolean isHere(AliasAddress destination) {
        return destination
                .text()
                .map(DialPlan::of)
                .filter(led -> !(led instanceof DialPlan.Destination.Nowhere))
                .isPresent();
    }
}
