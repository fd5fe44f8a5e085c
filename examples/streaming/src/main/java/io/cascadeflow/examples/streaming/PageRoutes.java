package io.cascadeflow.examples.streaming;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The page, and the cascade that its questions go through. */
final class PageRoutes extends RouteBuilder {

    /** Nothing but this server's own files, and so no script that an answer brings along. */
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final Map<String, String> FILES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "page.css", "text/css; charset=utf-8");

    @Override
    public void configure() {
        // spotless:off tag::route[]
        cascade(from("direct:ask").errorHandler(noErrorHandler()))
            .tier("small").acceptAbove(0.75).to("{{stream.small}}")
            .tier("large").to("{{stream.large}}");

        FILES.forEach((file, type) ->
            from("platform-http:/" + (file.equals("index.html") ? "" : file) + "?httpMethodRestrict=GET")
                .removeHeaders("*")
                .setHeader(Exchange.CONTENT_TYPE, constant(type))
                .setHeader("Content-Security-Policy", constant(POLICY))
                .setHeader("X-Content-Type-Options", constant("nosniff"))
                .setBody(constant("resource:classpath:page/" + file)));
        // spotless:on end::route[]
    }
}
