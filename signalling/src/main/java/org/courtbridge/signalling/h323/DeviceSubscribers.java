package org.courtbridge.signalling.h323;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.ras.AliasOwner;
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
        return isText(name) ? devices.passwordOf(name) : Optional.empty();
    }

    @Override
    public List<String> formerPasswords(String name) {
        return Optional.of(name)
                .filter(DeviceSubscribers::isText)
                .flatMap(devices::byUsername)
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

    /** As the inventory says. A number that it gives to a device may be a hearing's, too, which then comes first. */
    @Override
    public AliasOwner owner(Optional<String> name, AliasAddress alias) {
        List<String> owners =
                alias.text().filter(DeviceSubscribers::isText).map(devices::calledInH323).orElse(List.of()).stream()
                        .map(Device::id)
                        .toList();
        if (name.flatMap(devices::byUsername)
                .map(Device::id)
                .filter(owners::contains)
                .isPresent()) {
            return AliasOwner.OWN;
        }
        if (!owners.isEmpty()) {
            return AliasOwner.ANOTHER;
        }
        return isHere(alias) && number(alias).isEmpty() ? AliasOwner.GATEKEEPER : AliasOwner.NOBODY;
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

    /** Not every database can be asked for what is none. */
    private static boolean isText(String name) {
        return name.chars().noneMatch(Character::isISOControl);
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
