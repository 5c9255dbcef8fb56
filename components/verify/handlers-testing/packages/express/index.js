// Stands in for express: what the handler asks of it.
export const routes = {};

export default function express() {
  return {
    post: (path, ...steps) => {
      routes[path] = steps;
    },
    listen: () => {},
  };
}
express.raw = () => (request, _response, next) => {
  request.body = request.bytes;
  next();
};
