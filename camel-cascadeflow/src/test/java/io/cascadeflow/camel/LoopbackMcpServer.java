package io.cascadeflow.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** An MCP server of two tools that speaks the protocol over its standard streams; a program of its own. */
public final class LoopbackMcpServer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LoopbackMcpServer() {}

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode request = JSON.readTree(line);
            if (request.has("id") && request.has("method")) {
                ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
                reply.set("id", request.get("id"));
                reply.set("result", result(request));
                out.println(reply);
            }
        }
    }

    private static ObjectNode result(JsonNode request) {
        ObjectNode result = JSON.createObjectNode();
        switch (request.path("method").asText()) {
            case "initialize" -> {
                result.put(
                        "protocolVersion",
                        request.path("params").path("protocolVersion").asText());
                result.putObject("capabilities").putObject("tools");
                result.putObject("serverInfo").put("name", "loopback").put("version", "1");
            }
            case "tools/list" -> {
                ArrayNode tools = result.putArray("tools");
                tool(tools.addObject(), "add", "Adds two numbers");
                tool(tools.addObject(), "fail", "Always fails");
            }
            case "tools/call" -> call(request.path("params"), result);
            default -> {}
        }
        return result;
    }

    private static void tool(ObjectNode tool, String name, String description) {
        tool.put("name", name).put("description", description);
        ObjectNode schema = tool.putObject("inputSchema").put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("a").put("type", "integer");
        properties.putObject("b").put("type", "integer");
        schema.putArray("required").add("a").add("b");
    }

    private static void call(JsonNode params, ObjectNode result) {
        boolean fails = params.path("name").asText().equals("fail");
        JsonNode arguments = params.path("arguments");
        int sum = arguments.path("a").asInt() + arguments.path("b").asInt();
        result.putArray("content").addObject().put("type", "text").put("text", fails ? "no sums today" : "sum " + sum);
        result.put("isError", fails);
    }
}
