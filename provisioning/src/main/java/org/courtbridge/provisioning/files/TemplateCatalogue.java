package org.courtbridge.provisioning.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.courtbridge.provisioning.files.ConfigTemplate.Fit;
import org.courtbridge.provisioning.files.ConfigTemplate.Role;

/**
 * All templates: those that come with the program, and those of a folder, which are read anew each time. One of the folder
 * replaces that of the same name, and is one more if there is none.
 *
 * <p>Of several that fit a device, that one is taken which names more characters of its make; then of its model; then the one whose range of firmware has
 * more ends, and which begins later; then the first by name.
 */
public final class TemplateCatalogue {

    static final String SUFFIX = ".mustache";
    private static final String FOLDER = "templates/";
    private static final String INDEX = FOLDER + "index";

    private static final Comparator<Fit> MOST_SPECIFIC_FIRST = Comparator.comparingInt((Fit fit) -> -fit.make())
            .thenComparingInt(fit -> -fit.model())
            .thenComparingInt(fit -> -fit.template().firmware().bounds())
            .thenComparing((one, other) ->
                    other.template().firmware().compareBeginning(one.template().firmware()))
            .thenComparing(fit -> fit.template().file());

    private final Map<String, ConfigTemplate> builtIn = new TreeMap<>();
    private final Optional<Path> folder;

    /** @param folder of a technician's own templates; need not exist */
    public TemplateCatalogue(Optional<Path> folder) {
        this.folder = folder;
        resource(INDEX).lines().forEach(name -> builtIn.put(name, ConfigTemplate.parse(name, resource(FOLDER + name))));
    }

    private static String resource(String name) {
        try (InputStream in = TemplateCatalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in the class path: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By name. @throws TemplateException if one in the folder is none, or cannot be read */
    public List<ConfigTemplate> all() {
        Map<String, ConfigTemplate> all = new TreeMap<>(builtIn);
        if (folder.filter(Files::isDirectory).isPresent()) {
            try (Stream<Path> files = Files.list(folder.orElseThrow())) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                    String name = String.valueOf(file.getFileName());
                    all.put(name, ConfigTemplate.parse(name, Files.readString(file)));
                }
            } catch (IOException | UncheckedIOException e) {
                throw new TemplateException("%s: %s".formatted(folder.orElseThrow(), e.getMessage()), e);
            }
        }
        return List.copyOf(all.values());
    }

    /**
     * The template of the file that has a device's account.
     *
     * @throws TemplateException if there is none for it
     */
    public ConfigTemplate account(DeviceModel device, Set<Protocol> protocols) {
        return fitting(device, protocols)
                .filter(template -> template.role() == Role.ACCOUNT)
                .findFirst()
                .orElseThrow(() -> new TemplateException("no template for %s".formatted(device.words())));
    }

    /**
     * The template whose settings a device can be told by its driver: one that has the account before one that has not.
     *
     * @return empty if there is none for such a device and driver
     */
    public Optional<ConfigTemplate> told(DeviceModel device, Set<Protocol> protocols, String driver) {
        return fitting(device, protocols)
                .filter(template -> template.isFor(driver))
                .min(Comparator.comparing(ConfigTemplate::role));
    }

    /**
     * The template for the file that a device asks for, and the identity in the file's name.
     *
     * @param id the MAC address or serial number in the name, as {@link HardwareId} writes it
     */
    public record Asked(ConfigTemplate template, Optional<String> id) {}

    /** Empty if no template that fits the device serves such a file. */
    public Optional<Asked> asked(DeviceModel device, Set<Protocol> protocols, String name) {
        List<ConfigTemplate> fitting = fitting(device, protocols).toList();
        return Stream.concat(
                        fitting.stream().flatMap(template -> asked(template, name, false)),
                        fitting.stream().flatMap(template -> asked(template, name, true)))
                .findFirst();
    }

    /** A name that has no identity in it is first taken for one that stands for itself. */
    private static Stream<Asked> asked(ConfigTemplate template, String name, boolean withId) {
        return template
                .serves(name)
                .filter(fit -> fit.id().isPresent() == withId)
                .map(fit -> new Asked(template, fit.id().map(HardwareId::of)))
                .stream();
    }

    /** The most specific first; those for any make only where there is none for the device's own. */
    private Stream<ConfigTemplate> fitting(DeviceModel device, Set<Protocol> protocols) {
        List<Fit> fits = all().stream()
                .flatMap(template -> template.fit(device, protocols).stream())
                .sorted(MOST_SPECIFIC_FIRST)
                .toList();
        boolean known =
                fits.stream().anyMatch(fit -> fit.make() > 0 && fit.template().role() == Role.ACCOUNT);
        return fits.stream().filter(fit -> !known || fit.make() > 0).map(Fit::template);
    }
}
