defmodule MyApp.Webhooks do
  # In endpoint.ex, above Plug.Parsers: plug MyApp.Webhooks
  import Plug.Conn

  def init(options), do: options

  def call(%{method: "POST", request_path: "/webhooks"} = conn, _options) do
    {:ok, body, conn} = read_body(conn) # the raw body: after Plug.Parsers it is gone

    if signed?(conn, body) do
      conn = send_resp(conn, 204, "")
      Task.start(fn -> handle(header(conn, "webhook-id"), body) end) # answer first, work afterwards
      halt(conn)
    else
      conn |> send_resp(401, "invalid signature") |> halt()
    end
  end

  def call(conn, _options), do: conn

  defp signed?(conn, body) do
    id = header(conn, "webhook-id")
    timestamp = header(conn, "webhook-timestamp")
    key = System.fetch_env!("WEBHOOK_SECRET") |> String.replace_prefix("whsec_", "") |> Base.decode64!()

    with {seconds, ""} <- Integer.parse(timestamp),
         true <- abs(System.os_time(:second) - seconds) <= 300 do
      expected = "v1," <> Base.encode64(:crypto.mac(:hmac, :sha256, key, [id, ".", timestamp, ".", body]))
      header(conn, "webhook-signature") |> String.split(" ") |> Enum.any?(&Plug.Crypto.secure_compare(&1, expected))
    else
      _ -> false
    end
  end

  defp header(conn, name), do: conn |> get_req_header(name) |> List.first("")

  defp handle(_id, _body) do
    # Your work. An id that you have seen is a repeat: skip it.
  end
end
