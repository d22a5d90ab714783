package org.courtbridge.console.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Pages from templates that were compiled with the program. */
public final class Templates {

    private static final String PACKAGE = "org.courtbridge.console.pages";

    private final TemplateEngine engine;

    public Templates() {
        engine = TemplateEngine.createPrecompiled(null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);
    }

    /**
     * @param template file under {@code src/main/jte}, such as "join.jte"
     * @param parameters values of its {@code @param}s by name
     */
    public String render(String template, Map<String, Object> parameters) {
        StringOutput output = new StringOutput();
        engine.render(template, parameters, output);
        return output.toString();
    }
}
