import io.ktor.http.HttpStatusCode
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import io.ktor.server.request.ApplicationRequest
import io.ktor.server.request.receive
import io.ktor.server.response.respond
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import java.security.MessageDigest
import java.time.Instant
import java.util.Base64
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec
import kotlin.math.abs
import kotlinx.coroutines.launch

val key: ByteArray = Base64.getDecoder().decode(System.getenv("WEBHOOK_SECRET").removePrefix("whsec_"))

fun main() {
    embeddedServer(Netty, port = 3000) {
        routing {
            post("/webhooks") {
                val body = call.receive<ByteArray>() // the raw body, not a data class
                if (!isSigned(call.request, body)) return@post call.respond(HttpStatusCode.Unauthorized)
                call.respond(HttpStatusCode.NoContent)
                val id = call.request.headers["webhook-id"]
                application.launch { handle(id, body) } // answer first, work afterwards
            }
        }
    }.start(wait = true)
}

fun isSigned(request: ApplicationRequest, body: ByteArray): Boolean {
    val id = request.headers["webhook-id"] ?: return false
    val timestamp = request.headers["webhook-timestamp"]?.toLongOrNull() ?: return false
    val signatures = request.headers["webhook-signature"] ?: return false
    if (abs(Instant.now().epochSecond - timestamp) > 300) return false

    val mac = Mac.getInstance("HmacSHA256").apply { init(SecretKeySpec(key, "HmacSHA256")) }
    mac.update("$id.$timestamp.".toByteArray())
    val expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))
    return signatures.split(" ").any { MessageDigest.isEqual(expected.toByteArray(), it.toByteArray()) }
}

fun handle(id: String?, body: ByteArray) {
    // Your work. An id that you have seen is a repeat: skip it.
}
