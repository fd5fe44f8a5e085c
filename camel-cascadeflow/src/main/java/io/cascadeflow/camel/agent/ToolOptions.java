package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.Tool;
import java.util.Map;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of {@code cascadeflow:tool:name}. */
@UriParams
public class ToolOptions {

    @UriParam(label = "consumer")
    @Metadata(description = "cascadeflow:tool only: what the tool does, for the model")
    private @Nullable String description;

    @UriParam(label = "consumer", prefix = "parameter.", multiValue = true)
    @Metadata(
            description =
                    "cascadeflow:tool only: a parameter and its type: parameter.orderId=string, or integer, number,"
                            + " boolean, array, object. Further parameter.orderId.description, parameter.orderId.enum with commas"
                            + " between the values, and parameter.orderId.required=false")
    private @Nullable Map<String, Object> parameter;

    @UriParam(label = "consumer")
    @Metadata(
            supportFileReference = true,
            description = "cascadeflow:tool only: the JSON Schema of the arguments instead of single parameters: the"
                    + " schema itself, or its location such as classpath:refund.schema.json")
    private @Nullable String parameters;

    @UriParam(label = "consumer", enums = "low,medium,high,critical")
    @Metadata(
            description =
                    "cascadeflow:tool only: what a call can do: low reads what anybody may know; medium reads what"
                            + " not everybody may know, or changes what can be changed back; high changes what others see, or spends;"
                            + " critical cannot be undone. Without it high")
    private @Nullable String risk;

    @UriParam(label = "consumer", defaultValue = "false")
    @Metadata(
            description = "cascadeflow:tool only: whether each call needs somebody's consent, whatever its risk: the"
                    + " agent's option confirm says whose")
    private boolean confirmed;

    @UriParam(label = "consumer", defaultValue = "false")
    @Metadata(
            description = "cascadeflow:tool only: whether the same call may be made again. Else a run tries the same"
                    + " arguments once")
    private boolean idempotent;

    @UriParam(label = "consumer", defaultValue = "30000", javaType = "java.time.Duration")
    @Metadata(
            description =
                    "cascadeflow:tool only: how long a call may take. Then the model is told that it did not answer,"
                            + " and its thread is interrupted")
    private long toolTimeout = Tool.TIMEOUT.toMillis();

    @UriParam(label = "consumer", defaultValue = "20000")
    @Metadata(
            description =
                    "cascadeflow:tool only: how many characters of what the tool says the model is told; of more it"
                            + " is told the beginning, and that there is more")
    private int maxResult = Tool.MOST_CHARACTERS;

    public @Nullable String getDescription() {
        return description;
    }

    public void setDescription(@Nullable String description) {
        this.description = description;
    }

    public @Nullable Map<String, Object> getParameter() {
        return parameter;
    }

    public void setParameter(@Nullable Map<String, Object> parameter) {
        this.parameter = parameter;
    }

    public @Nullable String getParameters() {
        return parameters;
    }

    public void setParameters(@Nullable String parameters) {
        this.parameters = parameters;
    }

    public @Nullable String getRisk() {
        return risk;
    }

    public void setRisk(@Nullable String risk) {
        this.risk = risk;
    }

    public boolean isConfirmed() {
        return confirmed;
    }

    public void setConfirmed(boolean confirmed) {
        this.confirmed = confirmed;
    }

    public boolean isIdempotent() {
        return idempotent;
    }

    public void setIdempotent(boolean idempotent) {
        this.idempotent = idempotent;
    }

    public long getToolTimeout() {
        return toolTimeout;
    }

    public void setToolTimeout(long toolTimeout) {
        this.toolTimeout = toolTimeout;
    }

    public int getMaxResult() {
        return maxResult;
    }

    public void setMaxResult(int maxResult) {
        this.maxResult = maxResult;
    }
}
