# app/controllers/webhooks_controller.rb; config/routes.rb: post "webhooks", to: "webhooks#create"
class WebhooksController < ActionController::API
  KEY = ENV.fetch("WEBHOOK_SECRET").delete_prefix("whsec_").unpack1("m0")

  def create
    body = request.raw_post # the raw body, not params
    return head :unauthorized unless signed?(body)

    # Answer first, work afterwards. An id that you have seen is a repeat: skip it.
    HandleWebhookJob.perform_later(request.headers["webhook-id"], JSON.parse(body))
    head :no_content
  end

  private

  def signed?(body)
    id = request.headers["webhook-id"].to_s
    timestamp = request.headers["webhook-timestamp"].to_s
    return false unless timestamp.match?(/\A\d+\z/) && (Time.now.to_i - timestamp.to_i).abs <= 300

    digest = OpenSSL::HMAC.digest("SHA256", KEY, "#{id}.#{timestamp}.".b + body.b)
    expected = "v1,#{[digest].pack('m0')}"
    request.headers["webhook-signature"].to_s.split(" ").any? do |given|
      ActiveSupport::SecurityUtils.secure_compare(expected, given)
    end
  end
end
